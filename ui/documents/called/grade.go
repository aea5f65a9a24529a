package called

import (
	"context"
	"path/filepath"

	"tram/local/office"
	"tram/ui/kit"
)

// Doubt is a failure that the word of a person who looked at the files overrules.
type Doubt struct{ Found error }

func (d Doubt) Error() string { return d.Found.Error() }

// Unwrap is what was found.
func (d Doubt) Unwrap() error { return d.Found }

// Ungraded is a Doubt about the first file on whose head a grade of secrecy stands (Nghị định
// 137/2024, Điều 6.1); nil: none is found.
func Ungraded(ctx context.Context, grade func(ctx context.Context, path string) (office.Secrecy, error), paths []string) error {
	for _, path := range paths {
		is, err := grade(ctx, path)
		if err != nil {
			return err
		}
		if is.Secret() {
			return Doubt{Found: kit.Refused("documents.grade-seen", kit.Foreign(filepath.Base(path)), kit.Said(is.Name()))}
		}
	}
	return nil
}
