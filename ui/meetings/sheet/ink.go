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

// mostLetters are those of a text that are looked at: more do not stand on any card.
const mostLetters = 400

func broken(k ink, text string, width float32, lines int, bold bool) (all []string) {
	if letters := []rune(text); len(letters) > mostLetters {
		text = string(letters[:mostLetters]) + "…"
	}
	words := strings.Fields(text)
	for len(words) > 0 && len(all) < lines {
		n, _ := k.wordsFor(words, width, bold)
		n = max(n, 1)
		if len(all) == lines-1 {
			n = len(words)
		}
		all = append(all, k.cut(words[:n], width, bold))
		words = words[n:]
	}
	return all
}

// wordsFor is for how many words a width has room, and how wide they are. Each word is measured by
// itself: words come again and again, and whole titles do not.
func (k ink) wordsFor(words []string, width float32, bold bool) (n int, wide float32) {
	blank := k.widthOf(" ", bold)
	for i, w := range words {
		add := k.widthOf(w, bold)
		if i > 0 {
			add += blank
		}
		if wide+add > width {
			return i, wide
		}
		wide += add
	}
	return len(words), wide
}

// cut is as much of some words as a width has room for, with an ellipsis where that is not all.
func (k ink) cut(words []string, width float32, bold bool) string {
	text := strings.Join(words, " ")
	n, wide := k.wordsFor(words, width, bold)
	if n == len(words) && k.widthOf(text, bold) <= width {
		return text
	}
	n = min(n, len(words)-1)
	kept := strings.Join(words[:n], " ")
	if n > 0 {
		kept += " "
		wide += k.widthOf(" ", bold)
	}
	letters := []rune(words[n])
	m, above := 0, len(letters)
	for m < above {
		middle := (m + above + 1) / 2
		if wide+k.widthOf(string(letters[:middle])+"…", bold) <= width {
			m = middle
		} else {
			above = middle - 1
		}
	}
	return k.ended(kept+string(letters[:m]), width, bold)
}

// ended puts an ellipsis behind a text, which gives up letters for it where it must; of nothing, nothing.
func (k ink) ended(text string, width float32, bold bool) string {
	for letters := []rune(text); len(letters) > 0; letters = letters[:len(letters)-1] {
		if said := strings.TrimRight(string(letters), " ") + "…"; k.widthOf(said, bold) <= width {
			return said
		}
	}
	return ""
}
