package ocr

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"runtime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"tram/local/child"
	"tram/local/page"
	"tram/local/page/retouch"
)

const (
	language    = "vie"
	usualLimit  = 2 * time.Minute // for one page
	askLimit    = 20 * time.Second
	mostSaid    = 16 << 20 // bytes of an answer
	mostTrouble = 4 << 10  // of what it says of its trouble
	mostWords   = 50_000   // of a page
	mostDPI     = 300      // finer pages are read no better, and slower
	usualDPI    = 300      // of a picture that does not tell
	mostPixel   = 1 << 24  // along a side of what it is given

	// leastKept is how sure the program must be of a word for it to be kept: what it is less
	// sure of is grain, an edge of the page, a stroke of a pen. It is neither found nor put
	// below the picture.
	leastKept = 0.3

	// besideLost is how sure, at most, the words beside one that was left out are: it may have
	// been a word of theirs.
	besideLost = 0.5

	wellSure = 0.75 // of a letter, on the whole: a page that lies as it should
	fewSure  = 8    // letters: fewer tell nothing of how a page lies
)

// Reader is the Tesseract of this machine.
type Reader struct {
	Path  string
	Limit time.Duration // for one page; 0: usualLimit
}

// Find looks for Tesseract with its Vietnamese model. Its errors are NoProgram and
// NoVietnamese, or that of the context.
func Find(ctx context.Context) (*Reader, error) {
	for _, path := range usualPlaces() {
		found, err := child.Find(path)
		if err != nil {
			continue
		}
		asking, stop := context.WithTimeout(ctx, askLimit)
		said, err := child.Command(asking, found, "--list-langs").CombinedOutput()
		stop()
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			return nil, NoProgram.Because(err)
		}
		for line := range strings.Lines(string(said)) {
			if strings.TrimSpace(line) == language {
				return &Reader{Path: found}, nil
			}
		}
		return nil, NoVietnamese
	}
	return nil, NoProgram
}

func usualPlaces() []string {
	if runtime.GOOS == "windows" {
		return []string{"tesseract.exe", `C:\Program Files\Tesseract-OCR\tesseract.exe`}
	}
	return []string{"tesseract", "/opt/homebrew/bin/tesseract", "/usr/local/bin/tesseract"}
}

// Read reads the words of a picture that stands upright; dpi 0: not known. Red is left out,
// for a seal lies over the words that it makes true. The pixels go to the program through a
// pipe and are written nowhere.
func (r *Reader) Read(ctx context.Context, img image.Image, dpi float64) (Text, error) {
	size := img.Bounds().Size()
	if size.X < 1 || size.Y < 1 {
		return Text{}, nil
	}
	if dpi <= 0 {
		dpi = usualDPI
	}
	scale := min(1, mostDPI/dpi)
	small := page.Fit(img, image.Pt(max(1, int(float64(size.X)*scale)), max(1, int(float64(size.Y)*scale))))
	limit := r.Limit
	if limit == 0 {
		limit = usualLimit
	}
	reading, stop := context.WithTimeout(ctx, limit)
	defer stop()
	text, err := r.best(reading, withoutRed(small), dpi*scale)
	switch {
	case ctx.Err() != nil:
		return Text{}, ctx.Err()
	case err != nil && errors.Is(reading.Err(), context.DeadlineExceeded):
		return Text{}, TooLong.About(int(limit.Seconds()))
	case err != nil:
		return Text{}, Unread.Because(err)
	}
	return text.scaled(1/scale, size), nil
}

// best reads a page as it lies. Where the program is not sure of what it reads there, the page
// is read once more: turned, if its letters tell that it lies otherwise, or else just as the
// scanner gave it; what it is surer of is kept. Where the time of the page ran out meanwhile,
// what was read first of a page that lies upright stands.
func (r *Reader) best(ctx context.Context, grey *image.Gray, dpi float64) (Text, error) {
	text, err := r.look(ctx, prepare(grey, 0), dpi)
	if err != nil || text.wellRead() {
		return text, err
	}
	quarters, told := retouch.Upright(grey)
	other := asItLies(grey)
	switch {
	case told && quarters != 0:
		other = prepare(grey, quarters)
	case len(text.Lines) == 0:
		return text, nil
	}
	again, err := r.look(ctx, other, dpi)
	switch {
	case err != nil && outOfTime(ctx) && !(told && quarters != 0):
		return text, nil
	case err == nil && again.worth() > text.worth():
		return again, nil
	}
	return text, err
}

// outOfTime tells that a page had its time, and nobody stopped the work.
func outOfTime(ctx context.Context) bool { return errors.Is(ctx.Err(), context.DeadlineExceeded) }

// look reads one picture of a page.
func (r *Reader) look(ctx context.Context, p prepared, dpi float64) (Text, error) {
	said, err := r.ask(ctx, p.grey, dpi, anyhow)
	if err != nil {
		return Text{}, err
	}
	lines, err := parse(said)
	if err == nil {
		err = r.again(ctx, p, lines, dpi)
	}
	measured(lines)
	lines = sifted(lines)
	for _, l := range lines {
		for i := range l.Words {
			l.Words[i].Box = p.back(l.Words[i].Box)
		}
	}
	return Text{Lines: lines}, err
}

// How what is on a picture is laid out, in the program's words.
const (
	anyhow  = "3"
	uniform = "6" // lines one below the other
)

// ask runs the program on one picture. It works with one thread: others read other pages.
func (r *Reader) ask(ctx context.Context, grey *image.Gray, dpi float64, laid string) ([]byte, error) {
	c := child.Command(ctx, r.Path, "stdin", "stdout", "-l", language, "--psm", laid, "--dpi", fmt.Sprint(math.Round(dpi)), "tsv")
	c.Env = append(c.Env, "OMP_THREAD_LIMIT=1")
	c.WaitDelay = time.Second
	said, trouble := bounded{most: mostSaid}, bounded{most: mostTrouble}
	c.Stdout, c.Stderr, c.Stdin = &said, &trouble, io.MultiReader(
		strings.NewReader(fmt.Sprintf("P5\n%d %d\n255\n", grey.Rect.Dx(), grey.Rect.Dy())), bytes.NewReader(grey.Pix))
	if err := child.RunGently(c); err != nil {
		return nil, fmt.Errorf("%w: %s", err, trouble.took.Bytes())
	}
	return said.took.Bytes(), nil
}

// bounded takes so many bytes and refuses more. The buffer is not embedded: its other ways
// to be filled know no bound.
type bounded struct {
	took bytes.Buffer
	most int
}

var errTooMuch = errors.New("the program says too much")

func (b *bounded) Write(p []byte) (int, error) {
	if b.took.Len()+len(p) > b.most {
		return 0, errTooMuch
	}
	return b.took.Write(p)
}

// The ink of a seal takes some of the red, too: of a red pixel as much is given back as that,
// measured by what it lacks of green (1 of 4), or by its difference of red (Cr).
const (
	redOfCr  = 2048 // of 1024: red is 1.402 of it above the grey, and what is given back
	givenOfG = 4
)

// withoutRed is a picture in greys in which red is as bright as the paper: the ink of seals
// goes, black and blue ink stay. Its rows lie one behind the other.
func withoutRed(img image.Image) *image.Gray {
	b := img.Bounds()
	grey := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	each := func(at func(x, y int) uint8) *image.Gray {
		for y := range b.Dy() {
			row := grey.Pix[y*grey.Stride:][:b.Dx()]
			for x := range row {
				row[x] = at(b.Min.X+x, b.Min.Y+y)
			}
		}
		return grey
	}
	switch m := img.(type) {
	case *image.Gray:
		return each(func(x, y int) uint8 { return m.Pix[m.PixOffset(x, y)] })
	case *image.YCbCr:
		return each(func(x, y int) uint8 {
			l, cr := int(m.Y[m.YOffset(x, y)]), int(m.Cr[m.COffset(x, y)])
			return uint8(min(max(l, l+(cr-128)*redOfCr/1024), 255))
		})
	}
	return each(func(x, y int) uint8 {
		r, g, bl, _ := img.At(x, y).RGBA()
		red := r + (max(r, g)-g)/givenOfG
		return uint8(min(max(red, (299*r+587*g+114*bl)/1000)>>8, 255))
	})
}

// columns of the program's table.
const (
	atLevel = iota
	_
	atBlock
	atParagraph
	atLine
	_
	atLeft
	atTop
	atWidth
	atHeight
	atSure
	atText
	fields

	wordLevel = "5"
)

// parse reads the program's table of words.
func parse(said []byte) (lines []Line, err error) {
	in := bufio.NewScanner(bytes.NewReader(said))
	in.Buffer(nil, 1<<20)
	line, words := "", 0
	for in.Scan() {
		f := strings.SplitN(in.Text(), "\t", fields)
		if len(f) < fields || f[atLevel] != wordLevel || strings.TrimSpace(f[atText]) == "" {
			continue
		}
		w, err := wordOf(f)
		if err != nil {
			return nil, err
		}
		if words++; words > mostWords {
			return nil, errTooMuch
		}
		block, err := strconv.Atoi(f[atBlock])
		if err != nil {
			return nil, err
		}
		if at := strings.Join(f[atBlock:atLine+1], " "); at != line || len(lines) == 0 {
			line, lines = at, append(lines, Line{Block: block})
		}
		last := &lines[len(lines)-1]
		last.Words = append(last.Words, w)
	}
	return lines, in.Err()
}

// sifted are lines without what the program hardly believes itself.
func sifted(lines []Line) (kept []Line) {
	for _, l := range lines {
		all, lost := l.Words, false // lost: the word before was left out
		l.Words = nil
		for _, w := range all {
			before := len(l.Words) - 1
			switch {
			case w.Sure >= leastKept:
				if lost {
					w.Sure = min(w.Sure, besideLost)
				}
				l.Words = append(l.Words, w)
			case before >= 0:
				l.Words[before].Sure = min(l.Words[before].Sure, besideLost)
			}
			lost = w.Sure < leastKept
		}
		if len(l.Words) > 0 {
			kept = append(kept, l)
		}
	}
	return kept
}

func wordOf(f []string) (w Word, err error) {
	var n [atHeight + 1]int
	for i := atLeft; i <= atHeight; i++ {
		if n[i], err = strconv.Atoi(f[i]); err != nil {
			return w, err
		}
		if n[i] < 0 || n[i] > mostPixel {
			return w, fmt.Errorf("a word lies at %d", n[i])
		}
	}
	sure := 0.0
	if !strings.HasSuffix(strings.ToLower(f[atSure]), "nan") { // so some models say of a word without a letter
		if sure, err = strconv.ParseFloat(f[atSure], 64); err != nil {
			return w, err
		}
	}
	w.Box = image.Rect(n[atLeft], n[atTop], n[atLeft]+n[atWidth], n[atTop]+n[atHeight])
	w.S, w.Sure = norm.NFC.String(strings.TrimSpace(f[atText])), min(max(sure/100, 0), 1)
	return w, nil
}
