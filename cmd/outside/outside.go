// Package outside ties a station to the world beyond its disk: the authorities
// of time and of certificates, and the signature service of the PC. The window
// and the terminal share it.
package outside

import (
	"cmp"
	"context"
	"io"
	"strings"
	"time"

	"tram/local/calsync"
	"tram/local/convert"
	"tram/local/copying"
	"tram/local/office"
	"tram/local/sign"
	"tram/local/station"
	"tram/sync/authority"
	"tram/sync/caldav"
	"tram/sync/post"
	"tram/sync/s3"
	"tram/sync/sftp"
	"tram/sync/signservice"
)

// Reach is what a station may ask where there is a network. Nothing is asked
// before it is needed. service is where the signature service listens; empty:
// where its maker put it.
func Reach(clock office.Clock, service string) station.Outside {
	client := authority.NewClient()
	desk := &signservice.Service{Address: service}
	return station.Outside{
		Stamper: func(address string) sign.Stamper {
			return &authority.Stamper{URL: address, Client: client, Clock: clock}
		},
		Fetcher: &authority.Fetcher{Client: client},
		Target:  Target,
		Post: func(l office.MailLine, secret office.LineSecret) (station.Sender, station.Box, error) {
			return mail(l, secret, clock)
		},
		Calendars: calendars,
		Service: func(ctx context.Context, r io.ReaderAt, size int64, about convert.Subject) ([]byte, error) {
			return desk.SignPDF(ctx, purpose(about).Op(), file(r, size, about.Conversion))
		},
	}
}

// Target reaches a place for copies on a server. Nothing is asked of it yet.
func Target(a copying.Access) (copying.Target, error) {
	if strings.HasPrefix(a.Where, copying.SFTP+"://") {
		return sftp.New(a)
	}
	return s3.New(a)
}

// purpose is what the signature is put for, in the service's terms.
func purpose(about convert.Subject) signservice.Purpose {
	switch {
	case about.Wish.Role == office.ByPerson:
		return signservice.ForApproval
	case about.Conversion.Form.IsCopy():
		return signservice.ForCopy
	}
	return signservice.ForIssue
}

func file(r io.ReaderAt, size int64, c office.Conversion) signservice.File {
	f := signservice.File{ReaderAt: r, Size: size, Name: string(c.Code) + ".pdf"}
	f.Number = strings.Trim(c.Document.Number+"/"+c.Document.Symbol, "/")
	if day, err := time.ParseInLocation(time.DateOnly, c.Document.Issued, office.VietNam); err == nil {
		f.Issued = day
	}
	return f
}

// mail are the servers of a line for letters. The box is nil where the line names none.
func mail(l office.MailLine, secret office.LineSecret, clock office.Clock) (station.Sender, station.Box, error) {
	out, err := post.Open(l.Server, l.User, secret.Password, clock)
	if err != nil || l.Box == "" {
		return out, nil, err
	}
	box, err := post.OpenBox(l.Box, cmp.Or(l.BoxUser, l.User), cmp.Or(secret.BoxPassword, secret.Password))
	if err != nil {
		return nil, nil, err
	}
	return out, box, nil
}

func calendars(address, user, password string) (station.CalendarServer, error) {
	s, err := caldav.Open(address, user, password)
	if err != nil {
		return nil, err
	}
	return calendarServer{s}, nil
}

// calendarServer is one as a station asks it.
type calendarServer struct{ *caldav.Server }

func (s calendarServer) Find(ctx context.Context) (all []office.FoundCalendar, err error) {
	found, err := s.Calendars(ctx)
	for _, f := range found {
		all = append(all, office.FoundCalendar(f))
	}
	return all, err
}

func (s calendarServer) Calendar() calsync.Far { return s.Server.Calendar() }
