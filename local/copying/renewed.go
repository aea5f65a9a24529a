package copying

import (
	"context"
	"errors"

	"tram/local/office"
)

// After a renewal of the sealing identity (đổi chìa) a place is gone on with under the new one,
// from the beginning: what lies there under the former one nobody opens here any more. It is
// known again by its sign as that lay sealed when it was seen last, so that neither another
// stick of the office nor another server is taken for it.

// FolderOf is the folder at each place of all that is sealed to an identity.
func FolderOf(id Identity) (string, error) {
	n, err := namesOf(id)
	return n.office, err
}

// isRenewed tells that another identity was in force when the place was seen last.
func (c *Copier) isRenewed(n names) bool { return c.Under.Folder != "" && c.Under.Folder != n.office }

// carry makes the place, known by its sign under the former identity, one under the new identity.
// It fails with ErrNone where it is not known again.
func (c *Copier) carry(ctx context.Context, n names) (Place, error) {
	former := names{office: c.Under.Folder}
	if !c.isRenewed(n) || !GoodName(former.place()) {
		return Place{}, ErrNone
	}
	sum, err := sumOf(ctx, c.Target, former.place(), mostObject)
	if err == nil && sum != c.Under.Sum || errors.Is(err, errTooLong) {
		err = ErrNone
	}
	if err != nil {
		return Place{}, err
	}
	p := Place{ID: c.Place, Made: c.Clock.Now()}
	return p, putVouched(ctx, c.Target, c.ID, n.place(), p)
}

// signOf is what a place is known by now.
func (c *Copier) signOf(ctx context.Context, n names) (office.CopySign, error) {
	sum, err := sumOf(ctx, c.Target, n.place(), mostObject)
	if errors.Is(err, errTooLong) || errors.Is(err, ErrNone) {
		err = nil // it rotted: the tour puts another
	}
	return office.CopySign{Folder: n.office, Sum: sum}, err
}
