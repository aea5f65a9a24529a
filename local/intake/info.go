package intake

import (
	"fmt"

	"tram/local/office"
	"tram/local/page"
)

// Info is what the probe found out about a page when it was gathered: its file
// is not walked through a second time.
func (b *Batch) Info(id office.ID) (page.Info, error) {
	info, there := b.infos[id]
	if !there {
		return page.Info{}, NoSuchPage.Because(fmt.Errorf("page %s", id))
	}
	return info, nil
}

// Info probes the capture of a page again.
func (t *Tray) Info(id office.ID) (page.Info, error) {
	content, err := t.Open(id)
	if err != nil {
		return page.Info{}, err
	}
	defer content.Close()
	frame := 0
	for _, p := range t.Pages() {
		if p.ID == id {
			frame = p.Frame
		}
	}
	return page.ProbeFrame(content, content.Size(), frame)
}
