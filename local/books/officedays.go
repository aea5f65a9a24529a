package books

import (
	"bytes"
	"sync"

	"tram/assets"
	"tram/local/workday"
)

// OfficeDays is when the office works, by the days off that the program brings.
var OfficeDays = sync.OnceValues(func() (*workday.Calendar, error) {
	l, err := workday.Read(bytes.NewReader(assets.Workdays))
	if err != nil {
		return nil, err
	}
	return workday.New(l)
})
