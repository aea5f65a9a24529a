package naps2

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// asProgram is the word with which this test plays NAPS2.Console, in a process of its own.
const asProgram = "played-naps2"

func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == asProgram {
		os.Exit(play(os.Args[2], os.Args[3:]))
	}
	os.Exit(m.Run())
}

// stack is what lies in the played scanner and what happens.
type stack struct {
	Names  []string // of the devices
	Sheets int
	After  int    // pages, after which the following happens; -1: nothing does
	Says   string // and scans no more
	Exits  int    // the code with which it leaves then
	Dies   string // "scan", "hand": in the midst of a page that it scans, or hands over
	Hangs  string // the same
	Keeps  int    // pages that it does not hand over
	Cut    bool   // the last page that it hands over is not whole
	Sum    int    // that it says instead of the true one; 0: the true one
	Floods bool
}

const name = "Samsung SCX-4623 Series"

func play(path string, args []string) int {
	b, err := os.ReadFile(path)
	var s stack
	if err == nil {
		err = json.Unmarshal(b, &s)
	}
	if err != nil {
		return 9
	}
	set := flag.NewFlagSet("", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	out, device, source, driver := set.String("o", "", ""), set.String("device", "", ""), set.String("source", "", ""), set.String("driver", "", "")
	list, verbose, noProfile := set.Bool("listdevices", false, ""), set.Bool("v", false, ""), set.Bool("noprofile", false, "")
	depth, dpi, size := set.String("bitdepth", "", ""), set.Int("dpi", 0, ""), set.String("pagesize", "", "")
	if set.Parse(args) != nil || *driver != "twain" {
		return 0 // as it does with what it does not understand
	}
	switch {
	case *list && s.Says != "":
		fmt.Println(s.Says)
		return s.Exits
	case *list && len(s.Names) == 0:
		fmt.Println("No scanning device was found.")
		return 0
	case *list:
		fmt.Print("\ufeff" + strings.Join(s.Names, "\r\n") + "\r\n")
		return 0
	}
	if !*verbose || !*noProfile || *dpi == 0 || *depth == "" || *size != "210x297mm" || !strings.Contains(name, *device) {
		fmt.Println("The selected scanner could not be found.")
		return 1
	}
	sheets := s.Sheets
	if *source == "glass" {
		sheets = 1
	}
	if *source == "duplex" {
		sheets *= 2
	}
	return s.scan(sheets, *source == "duplex", *out)
}

func (s stack) scan(sides int, both bool, out string) int {
	fmt.Println("Beginning scan...\r\nStarting scan 1 of 1...")
	made, code := 0, 0
	for ; made < sides && made != s.After; made++ {
		time.Sleep(5 * time.Millisecond)
		fmt.Printf("Scanned page %d.\r\n", made+1)
	}
	if made == s.After {
		s.stumbles("scan")
		if s.Says != "" {
			fmt.Println(s.Says)
		}
		for s.Floods {
			fmt.Println("Exporting")
		}
		code = s.Exits
	} else if sides == 0 {
		fmt.Println("No pages are in the feeder.")
		code = 1
	}
	sum := made
	if s.Sum != 0 {
		sum = s.Sum
	}
	fmt.Printf("%d page(s) scanned.\r\n", sum)
	if made == 0 {
		fmt.Println("No scanned pages to export.")
		return 1
	}
	fmt.Println("Exporting...")
	for i := range made - s.Keeps {
		sheet, back := i+1, false
		if both {
			sheet, back = i/2+1, i%2 == 1
		}
		b := picture(sheet, back)
		last := i == made-s.Keeps-1
		if last && s.Cut {
			b = b[:len(b)-5]
		}
		if last && (s.Dies == "hand" || s.Hangs == "hand") {
			_ = os.WriteFile(free(out), b[:20], 0o600)
			s.stumbles("hand")
		}
		if os.WriteFile(free(out), b, 0o600) != nil {
			fmt.Println("An error occurred when trying to save the file.")
			return 1
		}
		fmt.Printf("Exporting image %d of %d...\r\n", i+1, made)
	}
	fmt.Println("Finished saving images to C:\\Tạm")
	return code
}

func (s stack) stumbles(at string) {
	if s.Dies == at {
		os.Exit(3)
	}
	if s.Hangs == at {
		time.Sleep(time.Hour)
	}
}

// free is the first name that is not taken.
func free(pattern string) string {
	for n := 1; ; n++ {
		path := strings.ReplaceAll(pattern, "$(nnnn)", fmt.Sprintf("%04d", n))
		if _, err := os.Stat(path); err != nil {
			return path
		}
	}
}

func picture(sheet int, back bool) []byte {
	level := byte(sheet * 2)
	if back {
		level++
	}
	img := image.NewGray(image.Rect(0, 0, 16, 16))
	for i := range img.Pix {
		img.Pix[i] = level
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func sideOf(path string) (sheet int, back bool, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0, false, err
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return 0, false, err
	}
	level := color.GrayModel.Convert(img.At(3, 3)).(color.Gray).Y
	return int(level) / 2, level%2 == 1, nil
}

// player is a driver whose program plays a stack.
type player struct {
	*Driver
	t    *testing.T
	path string
	stack
}

func drive(t *testing.T, s stack) *player {
	t.Helper()
	p := &player{Driver: New(office.SystemClock{}), t: t, path: filepath.Join(t.TempDir(), "stack.json")}
	p.program = func() ([]string, error) { return []string{os.Args[0], asProgram, p.path}, nil }
	p.letsGo = 200 * time.Millisecond
	p.set(s)
	return p
}

func (p *player) set(s stack) {
	p.t.Helper()
	p.stack = s
	b, err := json.Marshal(s)
	if err == nil {
		err = os.WriteFile(p.path, b, 0o600)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}
