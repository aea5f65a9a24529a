package station

import (
	"context"

	"tram/local/convert"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
)

func (s *Station) show(ctx context.Context, f *pdf.Field, about convert.Subject) error { return nil }

func (s *Station) settled(ctx context.Context, c office.Conversion, wish office.SigningWish) (office.SigningWish, error) {
	if wish.Clerk.Name == "" {
		wish.Clerk = c.Clerk
	}
	return wish, nil
}

func (s *Station) code(ctx context.Context, lines []string) (string, error) {
	return mark.QRText(lines), nil
}

// ReadPicture reads a picture of a signature or a seal that somebody named.
func ReadPicture(path string) ([]byte, error) { return readSmall(path) }
