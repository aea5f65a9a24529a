package station

import (
	"context"
	"errors"
	"image"
	"image/draw"

	"tram/local/convert"
	"tram/local/look"
	"tram/local/office"
	"tram/local/page"
	"tram/local/store"
)

// inkSide is how many pixels the longer side of a page has on which room for a
// signature is looked for: a quarter of a millimetre each on A4.
const inkSide = 1200

// settled fills in what a wish leaves open: who does it here, and how the
// signature shows: as was chosen for the type before, or as the decree has it.
func (s *Signing) settled(ctx context.Context, c office.Conversion, wish office.SigningWish) (office.SigningWish, error) {
	if wish.Clerk.Name == "" {
		wish.Clerk = c.Clerk
	}
	if wish.Look != "" {
		return wish, nil
	}
	if wish.Picture != nil {
		wish.Look = pictured[wish.Role]
		return wish, nil
	}
	setup, err := s.store.SigningSetup(ctx)
	if err != nil {
		return wish, err
	}
	wish.Look = setup.Looks[office.LookKey(wish.Role, c.Document.Type)]
	if wish.Look == "" && wish.Role == office.ByPerson && setup.Hands[wish.Clerk.ID].Digest != "" {
		wish.Look = office.LookPerson
	}
	return wish, nil // what is still open depends on the mark: suggested tells
}

// pictured is as what a picture shows that somebody hands in.
var pictured = map[office.Role]office.Look{office.ByOffice: office.LookSeal, office.ByPerson: office.LookPerson}

// suggested is the look of a signature as the decree has it.
func suggested(c office.Conversion, role office.Role) office.Look {
	return look.Suggest(look.Act{Form: c.Form, Mark: c.Mark, Office: role == office.ByOffice})
}

// remember keeps the look that was chosen for a document type.
func (s *Signing) remember(ctx context.Context, c office.Conversion, wish office.SigningWish) error {
	setup, err := s.store.SigningSetup(ctx)
	key := office.LookKey(wish.Role, c.Document.Type)
	if err != nil || setup.Looks[key] == wish.Look {
		return err
	}
	looks := map[string]office.Look{key: wish.Look}
	for k, l := range setup.Looks {
		if k != key {
			looks[k] = l
		}
	}
	setup.Looks = looks
	_, err = s.store.SaveSigningSetup(ctx, store.Act{Actor: wish.Clerk.Name, Step: "choose-look"}, setup)
	return err
}

// look finds how a signature shows, and where. Where the page has no room, or
// the signature needs something that is not there, it stays hidden.
func (s *Signing) look(ctx context.Context, about convert.Subject) (look.Result, error) {
	kind := about.Wish.Look
	if kind == "" {
		kind = suggested(about.Conversion, about.Wish.Role)
	}
	if kind == look.OnMark && about.Conversion.Mark == nil {
		kind = look.Hidden
	}
	wish, err := s.lookWish(ctx, about, kind)
	if err != nil {
		return look.Result{}, err
	}
	placed, err := look.Place(wish)
	if err != nil || about.Wish.Spot == nil || placed.Layout == look.Hidden || placed.Layout == look.OnMark {
		return placed, err
	}
	return look.Move(wish, placed, about.Wish.Spot.X, about.Wish.Spot.Y)
}

// lookWish gathers what a look is made of.
func (s *Signing) lookWish(ctx context.Context, about convert.Subject, kind office.Look) (w look.Wish, err error) {
	c := about.Conversion
	w.Layout = kind
	switch kind {
	case look.Hidden:
		return w, nil
	case look.OnMark:
		w.Mark = c.Mark.Spot
		return w, nil
	case look.Copy:
		w.Lines, err = look.CopyLines(c.Form, c.Office.Name, about.At)
	case look.Annex:
		w.Lines, err = look.AnnexLines(c.Document.Number, c.Document.Symbol, about.At)
	default:
		w.Page = convert.Sheets(c) - 1
		if about.Wish.Spot != nil {
			w.Page = about.Wish.Spot.Page
		}
		w.Over = signatureOn(about.Signed, w.Page)
		w.Image, err = s.picture(ctx, about.Wish, kind)
	}
	if err != nil {
		return w, err
	}
	seen, err := s.desk.See(ctx, c, w.Page, inkSide)
	if err != nil {
		return w, err
	}
	size := seen.Picture.Bounds().Size()
	dpiX, dpiY := float64(size.X)/seen.W*office.MMPerInch, float64(size.Y)/seen.H*office.MMPerInch
	w.Ink = page.InkOf(withSignatures(seen, about.Signed, w.Page), dpiX, dpiY, 1)
	return w, nil
}

// withSignatures blackens the places where earlier signatures show, which are no
// part of the page itself: none may cover another, but the seal that belongs to
// it.
func withSignatures(seen convert.Seen, f office.SignedFile, page int) image.Image {
	b := seen.Picture.Bounds()
	perX, perY := float64(b.Dx())/seen.W, float64(b.Dy())/seen.H
	out := image.NewRGBA(b)
	draw.Draw(out, b, seen.Picture, b.Min, draw.Src)
	for _, p := range f.Parts {
		if p.Spot == nil || p.Spot.Page != page || p.Look == office.LookOnMark {
			continue
		}
		place := image.Rect(int(p.Spot.X*perX), int(p.Spot.Y*perY), int((p.Spot.X+p.Spot.W)*perX), int((p.Spot.Y+p.Spot.H)*perY))
		draw.Draw(out, place.Add(b.Min), image.Black, image.Point{}, draw.Src)
	}
	return out
}

// signatureOn is where a person's signature shows on a page; zero: nowhere.
func signatureOn(f office.SignedFile, page int) (place [4]float64) {
	for _, p := range f.Parts {
		if p.Look == office.LookPerson && p.Spot != nil && p.Spot.Page == page {
			const pt = office.PointsPerMM
			place = [4]float64{p.Spot.X * pt, p.Spot.Y * pt, (p.Spot.X + p.Spot.W) * pt, (p.Spot.Y + p.Spot.H) * pt}
		}
	}
	return place
}

// spotOf is where a look shows; nil: nowhere.
func spotOf(r look.Result) *office.LookSpot {
	if r.Look == nil {
		return nil
	}
	const pt = office.PointsPerMM
	return &office.LookSpot{Page: r.Page, X: r.Rect[0] / pt, Y: r.Rect[1] / pt, W: (r.Rect[2] - r.Rect[0]) / pt, H: (r.Rect[3] - r.Rect[1]) / pt}
}

// LookView shows a signature as it will be, where it will be. A spot in the wish
// is where the clerk drags it; the view answers with the nearest free place.
func (s *Signing) LookView(ctx context.Context, id office.ID, wish office.SigningWish) (office.LookView, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.LookView{}, err
	}
	c, err := s.desk.Prospect(ctx, id)
	if err != nil {
		return office.LookView{}, err
	}
	wish, err = s.settled(ctx, c, wish)
	if err != nil {
		return office.LookView{}, err
	}
	f, _, err := s.records.SignedForm(ctx, id)
	if err != nil {
		return office.LookView{}, err
	}
	shown, err := s.look(ctx, convert.Subject{Conversion: c, Signed: f, Wish: wish, At: s.clock.Now()})
	if errors.Is(err, look.NoPicture) || errors.Is(err, look.EmptyFact) {
		told, _ := office.FailureIn(err)
		shown = look.Result{Layout: wish.Look, Said: told.Said + " " + told.Next}
	} else if err != nil {
		return office.LookView{}, err
	}
	return s.viewOf(ctx, c, shown)
}

func (s *Signing) viewOf(ctx context.Context, c office.Conversion, shown look.Result) (office.LookView, error) {
	view := office.LookView{Look: shown.Layout, Choices: choicesFor(c)}
	if shown.Said != "" {
		view.Notes = append(view.Notes, shown.Said)
	}
	const thumb = 64 // pixels: only the page's size is asked for
	seen, err := s.desk.See(ctx, c, shown.Page, thumb)
	if err != nil {
		return view, err
	}
	view.SheetW, view.SheetH = seen.W, seen.H
	if spot := spotOf(shown); spot != nil {
		view.Spot, view.Picture = *spot, look.Draw(shown, office.PictureDPI)
	}
	view.Spot.Page = shown.Page
	return view, nil
}

// choicesFor are the looks that a document can have.
func choicesFor(c office.Conversion) []office.Look {
	var all []office.Look
	for _, l := range office.Looks {
		switch {
		case l == office.LookOnMark && c.Mark == nil, l == office.LookCopy && !c.Form.IsCopy():
		case l == office.LookAnnex && (c.Document.Number == "" || c.Document.Symbol == ""):
		default:
			all = append(all, l)
		}
	}
	return all
}

// SigningPicture shows a page of a document that is to be signed.
func (s *Signing) SigningPicture(ctx context.Context, id office.ID, page, maxSide int) (_ image.Image, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	defer s.entrance.seen(ctx, id, &err)
	c, err := s.desk.Prospect(ctx, id)
	if err != nil {
		return nil, err
	}
	seen, err := s.desk.See(ctx, c, page, maxSide)
	return seen.Picture, err
}

// SigningPages is how many pages a document that is to be signed has.
func (s *Signing) SigningPages(ctx context.Context, id office.ID) (int, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return 0, err
	}
	c, err := s.desk.Prospect(ctx, id)
	return convert.Sheets(c), err
}
