package sheet

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"tram/ui/kit"
)

// ink is what the theme has for the sheet, looked up once for all that is drawn.
type ink struct {
	size, line, pad, gap float32 // of the text; of a line of it; beside words; between cards

	word, muted, line1, line2, act, onAct, filled, plain, off, here, bar color.Color
}

func newInk() ink {
	size := theme.TextSize()
	return ink{
		size: size, line: fyne.MeasureText("Ẫg", size, fyne.TextStyle{Bold: true}).Height, pad: theme.InnerPadding(), gap: 2,
		word: theme.Color(theme.ColorNameForeground), muted: theme.Color(kit.ColorMuted),
		line1: theme.Color(theme.ColorNameInputBorder), line2: theme.Color(theme.ColorNameSeparator),
		act: theme.Color(theme.ColorNamePrimary), onAct: theme.Color(theme.ColorNameForegroundOnPrimary),
		filled: theme.Color(kit.ColorHere), plain: theme.Color(kit.ColorCard), off: theme.Color(kit.ColorSidebar),
		here: theme.Color(theme.ColorNameSelection), bar: theme.Color(theme.ColorNameBackground),
	}
}

// widthOf is how wide a text is.
func (k ink) widthOf(text string, bold bool) float32 {
	return fyne.MeasureText(text, k.size, fyne.TextStyle{Bold: bold}).Width
}

// cuts remembers how texts were cut, for to cut one is the greatest cost of drawing it.
type cuts map[cut][]string

type cut struct {
	text        string
	size, width float32
	lines       int
	bold        bool
}

// mostCuts is how many are remembered: those of a year of meetings.
const mostCuts = 8192

// lines breaks a text into so many lines of a width, and ends the last one by an ellipsis where there
// is more.
func (c cuts) lines(k ink, text string, width float32, lines int, bold bool) []string {
	at := cut{text, k.size, float32(int(width)), lines, bold}
	if known, is := c[at]; is {
		return known
	}
	if len(c) > mostCuts {
		clear(c)
	}
	c[at] = broken(k, text, at.width, lines, bold)
	return c[at]
}

// line is lines of one.
func (c cuts) line(k ink, text string, width float32, bold bool) string {
	if l := c.lines(k, text, width, 1, bold); len(l) > 0 {
		return l[0]
	}
	return ""
}

func broken(k ink, text string, width float32, lines int, bold bool) (all []string) {
	words := strings.Fields(text)
	for len(words) > 0 && len(all) < lines {
		n := 1
		for n < len(words) && len(all) < lines-1 && k.widthOf(strings.Join(words[:n+1], " "), bold) <= width {
			n++
		}
		if len(all) == lines-1 {
			n = len(words)
		}
		all = append(all, cutTo(k, strings.Join(words[:n], " "), width, bold))
		words = words[n:]
	}
	return all
}

// cutTo is as much of a text as a width has room for, with an ellipsis where that is not all.
func cutTo(k ink, text string, width float32, bold bool) string {
	const most = 200 // letters that a line of a sheet of any size may hold
	letters := []rune(text)
	if len(letters) > most {
		letters = letters[:most]
	} else if k.widthOf(text, bold) <= width {
		return text
	}
	low, high := 0, len(letters)
	for low < high {
		middle := (low + high + 1) / 2
		if k.widthOf(string(letters[:middle])+"…", bold) <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	if low == 0 {
		return ""
	}
	return strings.TrimRight(string(letters[:low]), " ") + "…"
}
