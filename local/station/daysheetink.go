package station

import (
	"context"
	"errors"
	"fmt"
	"image"
	"slices"
	"strings"
	"unicode"

	"tram/local/compare"
	"tram/local/dayend"
	"tram/local/job"
	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
	"tram/local/readback"
	"tram/local/store"
	"tram/local/whole"
)

// The code of a day's sheet holds the head and seven figures. All else that is printed on
// it vouches for nothing by itself: it is held against the file that was sealed.

// inkOfSheet tells whether what was read back is the file that was sealed, byte for byte,
// or else whether its pages look like that file.
func (s *Proving) inkOfSheet(ctx context.Context, path string, proof *office.Proof, p *job.Progress) error {
	is, err := digestAt(ctx, path)
	if err != nil {
		return err
	}
	sealed, err := store.By(ctx, s.store, dayend.Sheets, dayend.FacetPDF, string(is))
	if err != nil {
		return err
	}
	if len(sealed) > 0 {
		k := office.Condition{Point: "Tệp", Asks: "Tệp đúng từng byte như tờ đã niêm phong"}
		proof.Checks = append(proof.Checks, k.Meet("Đúng là tệp trong kho, SHA-256 %s.", is))
		return nil
	}
	k := office.Condition{Point: "Chữ trên tờ", Asks: "Chữ trên giấy như tờ đã niêm phong"}
	made, there, err := s.sheetOfProof(ctx, proof.Sheet)
	if err != nil {
		return err
	}
	if !there || proof.Sheet.Finding != office.SheetStands {
		proof.Checks = append(proof.Checks, k.Owe("Chỉ mã trên tờ được kiểm; chữ ngoài mã chưa được so với tờ đã niêm phong.", byEye))
		return nil
	}
	p.Say("Đang so chữ trên tờ với bản trong kho")
	ink, err := s.inkCompared(ctx, made, path, p)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		s.log.Info("a day's sheet was not compared", "cause", err.Error())
		k = k.Owe("Chỉ mã trên tờ được kiểm; chưa so được chữ với bản trong kho.", byEye)
		tell(proof, office.SheetUnseen, proof.Sheet.Said+" Chữ trên tờ chưa so được với bản trong kho.")
	case ink.differs():
		k = k.Miss(ink.said(), "Hãy mở tờ trong kho (F8, Khóa sổ cuối ngày), đặt cạnh tờ giấy và xem từng chỗ.")
		tell(proof, office.SheetDiffers, proof.Sheet.Said+" Nhưng chữ trên tờ trông khác bản trong kho: "+ink.said())
	case len(ink.missing) > 0:
		k = k.Owe(ink.said(), "Muốn kiểm cả tờ, hãy quét mọi trang vào một tệp PDF rồi kiểm tệp đó.")
		tell(proof, office.SheetUnseen, proof.Sheet.Said+" "+ink.said())
	default:
		k = k.Meet("%s", ink.said())
	}
	proof.Checks = append(proof.Checks, k)
	return nil
}

const byEye = "Hãy so từng dòng của mã, và từng con số, với chữ trên tờ giấy."

// sheetOfProof finds the record of a sheet that was read back.
func (s *Proving) sheetOfProof(ctx context.Context, read *office.SheetProof) (made office.DaySheet, there bool, err error) {
	sheets, err := store.By(ctx, s.store, dayend.Sheets, dayend.FacetDay, read.Day)
	if err != nil {
		return made, false, err
	}
	claim := dayend.Claim{Day: read.Day, No: read.No, Station: read.Station, Head: read.Head}
	i := slices.IndexFunc(sheets, claim.Same)
	if i < 0 {
		return made, false, nil
	}
	return sheets[i], true, nil
}

// sheetInk is what a sheet that was read back shows beside the one that was sealed.
type sheetInk struct {
	pages   int // of the sheet
	missing []int
	strange int
	swapped bool
	changed []office.Place // printed words that look otherwise
	over    []office.Place // ink that was added upon printed words, or close to them
	added   int            // other places with ink: a signature, a seal
}

func (i sheetInk) differs() bool {
	return len(i.changed)+len(i.over)+i.strange > 0 || i.swapped
}

// mostPlaces is how many places are told one by one.
const mostPlaces = 5

// said tells what was compared, and what nobody but the eye can judge.
func (i sheetInk) said() string {
	var said []string
	if n := len(i.missing); n > 0 {
		said = append(said, fmt.Sprintf("ở đây chỉ có %d trong %d trang của tờ", i.pages-n, i.pages))
	}
	said = append(said, placesSaid("chữ trông khác", i.changed)...)
	said = append(said, placesSaid("nét thêm trên chữ in hoặc sát chữ in", i.over)...)
	if i.strange > 0 {
		said = append(said, fmt.Sprintf("%d trang không có trong tờ", i.strange))
	}
	if i.swapped {
		said = append(said, "các trang nằm sai thứ tự")
	}
	if !i.differs() {
		said = append(said, "chữ in trên các trang có ở đây khớp bản trong kho")
	}
	if i.added > 0 {
		said = append(said, fmt.Sprintf("giấy có thêm %d chỗ ngoài chữ in, hãy nhìn xem đó có đúng là chữ ký, con dấu không", i.added))
	}
	all := []rune(strings.Join(said, "; ") + ".")
	return string(unicode.ToUpper(all[0])) + string(all[1:])
}

func placesSaid(what string, places []office.Place) (said []string) {
	if len(places) == 0 {
		return nil
	}
	var at []string
	for _, p := range places[:min(len(places), mostPlaces)] {
		at = append(at, fmt.Sprintf("trang %d cách mép trên %.0f mm, mép trái %.0f mm", p.Page+1, p.Y, p.X))
	}
	if more := len(places) - mostPlaces; more > 0 {
		at = append(at, fmt.Sprintf("và %d chỗ nữa", more))
	}
	return []string{fmt.Sprintf("%d chỗ %s (%s)", len(places), what, strings.Join(at, ", "))}
}

// inkCompared holds a scan, photo or file against the sheet in the vault. A file is looked
// at as the screen shows it and as it prints: the two may be made to differ.
func (s *Proving) inkCompared(ctx context.Context, made office.DaySheet, path string, p *job.Progress) (ink sheetInk, err error) {
	file, err := s.vault.Read(made.PDF)
	if err != nil {
		return ink, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	sealed, err := pdf.OpenPrinted(ctx, file, file.Size())
	if err != nil {
		return ink, err
	}
	defer func() { err = errors.Join(err, sealed.Close()) }()
	paper, err := readback.Open(ctx, []string{path})
	if err != nil {
		return ink, err
	}
	defer func() { err = errors.Join(err, paper.Close()) }()
	if ink, err = inkOf(ctx, sealed, made.Clerk, sheets{paper}, p); err != nil || ink.differs() {
		return ink, err
	}
	back, err := whole.Open(path)
	if err != nil {
		return ink, err
	}
	defer func() { err = errors.Join(err, back.Close()) }()
	info, err := back.Stat()
	if err != nil {
		return ink, err
	}
	if kind, err := page.SniffAt(back, info.Size()); err != nil || kind != page.KindPDF {
		return ink, err
	}
	asPrinted, err := pdf.OpenPrinted(ctx, back, info.Size())
	if err != nil {
		return ink, err
	}
	defer func() { err = errors.Join(err, asPrinted.Close()) }()
	return inkOf(ctx, sealed, made.Clerk, leaves{asPrinted}, p)
}

// inkOf compares, and tells what is ink where people sign.
func inkOf(ctx context.Context, sealed *pdf.Reading, clerk string, scan compare.Scan, p *job.Progress) (ink sheetInk, err error) {
	first, err := compare.CompareTwice(ctx, printed{sealed}, scan, p)
	if err != nil {
		return ink, err
	}
	ink = sheetInk{pages: len(sealed.Shapes()), missing: first.Missing, strange: len(first.Strange), swapped: first.Swapped}
	ink.changed = first.Places(false)
	lines := map[int][]office.TextLine{}
	for i := range sealed.Shapes() {
		if lines[i], err = sealed.Lines(ctx, i); err != nil {
			return ink, err
		}
	}
	ink.changed = slices.DeleteFunc(ink.changed, func(p office.Place) bool {
		return slices.ContainsFunc(lines[p.Page], func(l office.TextLine) bool {
			code, is := dayend.CodeBeside(l)
			return is && within(p.Difference, code)
		})
	})
	signed := func(p office.Place) bool {
		return uponWords(lines[p.Page], p, func(line string) bool { return dayend.WrittenOver(line, clerk) })
	}
	for _, p := range first.Places(true) {
		if !signed(p) && uponWords(lines[p.Page], p, func(string) bool { return true }) {
			ink.over = append(ink.over, p)
		} else {
			ink.added++
		}
	}
	all := len(ink.changed)
	ink.changed = slices.DeleteFunc(ink.changed, signed)
	ink.added += all - len(ink.changed)
	return ink, nil
}

// closeMM is how near to printed words ink was added to them.
const closeMM = 2.0

// uponWords tells whether a place lies upon words of some lines, or close to them.
func uponWords(lines []office.TextLine, place office.Place, of func(line string) bool) bool {
	return slices.ContainsFunc(lines, func(l office.TextLine) bool {
		words := office.Difference{X: l.Box[0], Y: l.Box[1], W: l.Box[2] - l.Box[0], H: l.Box[3] - l.Box[1]}
		return of(l.Text) && near(place.Difference, words, closeMM)
	})
}

// within tells whether a place lies wholly in another.
func within(a, of office.Difference) bool {
	return a.X >= of.X && a.X+a.W <= of.X+of.W && a.Y >= of.Y && a.Y+a.H <= of.Y+of.H
}

// near tells whether two places are no more than so many millimetres apart.
func near(a, b office.Difference, mm float64) bool {
	return a.X <= b.X+b.W+mm && b.X <= a.X+a.W+mm && a.Y <= b.Y+b.H+mm && b.Y <= a.Y+a.H+mm
}

// leaves are the pages of a PDF as they print, as the comparison looks at what came back.
type leaves struct{ *pdf.Reading }

func (l leaves) Sheets() int { return len(l.Shapes()) }

func (leaves) Grain(int) (w, h int, dpi float64) { return 0, 0, 0 }

// leafDPI is at which they are drawn.
const leafDPI = 200

func (l leaves) Picture(ctx context.Context, i int) (image.Image, float64, error) {
	img, err := l.Reading.Picture(ctx, i, leafDPI)
	return img, leafDPI, err
}
