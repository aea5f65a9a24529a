package kit

import (
	"image"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/sfnt"
)

func TestWordsStandOutFromTheirGround(t *testing.T) {
	for _, l := range []Look{{}, {Dark: true}} {
		for _, pair := range []struct {
			ink, ground fyne.ThemeColorName
			least       float64
		}{
			{theme.ColorNameForeground, theme.ColorNameBackground, 7},
			{theme.ColorNameForeground, theme.ColorNameButton, 7},
			{theme.ColorNameForeground, ColorHere, 7},
			{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary, 4.5},
			{theme.ColorNamePrimary, ColorInfoGround, 4.5},
			{ColorMuted, ColorCard, 4.5}, {ColorMuted, theme.ColorNameBackground, 4.5}, {ColorMuted, ColorSidebar, 4.5},
			{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground, 4.5},
			{theme.ColorNameSuccess, ColorGoodGround, 4.5}, {theme.ColorNameWarning, ColorWarnGround, 4.5}, {theme.ColorNameError, ColorBadGround, 4.5},
			{theme.ColorNameSuccess, ColorCard, 4.5}, {theme.ColorNameWarning, ColorCard, 4.5}, {theme.ColorNameError, ColorCard, 4.5},
			{theme.ColorNameInputBorder, theme.ColorNameInputBackground, 3}, {theme.ColorNamePrimary, theme.ColorNameInputBackground, 3},
			{theme.ColorNameDisabled, theme.ColorNameDisabledButton, 4.5}, {theme.ColorNameDisabled, ColorCard, 4.5}, {theme.ColorNameDisabled, ColorSidebar, 4.5}, {theme.ColorNameDisabled, ColorHere, 4.5},
		} {
			if got := contrast(l.Color(pair.ink, 0), l.Color(pair.ground, 0)); got < pair.least {
				t.Errorf("dark=%v: %s on %s has contrast %.1f, wants %.1f", l.Dark, pair.ink, pair.ground, got, pair.least)
			}
		}
	}
}

func TestNoTextIsSmallerThanFifteenPixels(t *testing.T) {
	for _, size := range []fyne.ThemeSizeName{theme.SizeNameText, theme.SizeNameCaptionText, theme.SizeNameHeadingText, theme.SizeNameSubHeadingText} {
		if got := (Look{}).Size(size); got < 15 {
			t.Errorf("%s is %g", size, got)
		}
	}
}

// vietnamese is every letter with a mark, in both cases.
const vietnamese = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ" +
	"ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ“”–…·‹›°×"

func TestTheFontOfTheWindowHasEveryVietnameseLetter(t *testing.T) {
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Bold: true, Italic: true}, {Monospace: true}} {
		f, err := sfnt.Parse(Look{}.Font(style).Content())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range vietnamese {
			if i, err := f.GlyphIndex(nil, r); err != nil || i == 0 {
				t.Errorf("%+v has no %q", style, r)
			}
		}
	}
}

// The tallest letters carry two marks; a line that is too low cuts the upper.
func TestALineHasRoomForStackedMarks(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Look{})
	text := canvas.NewText("ẪỖỂẰ", color.Black)
	text.TextSize = textSize
	w := test.NewTempWindow(t, text)
	w.SetPadded(false)
	size := text.MinSize()
	w.Resize(size)
	seen := w.Canvas().Capture()
	for x := range seen.Bounds().Dx() {
		if inked(seen, x, 0) || inked(seen, x, seen.Bounds().Dy()-1) {
			t.Fatalf("ink touches the edge of the line at %d", x)
		}
	}
}

func TestEveryIconIsDrawn(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Look{})
	for _, icon := range []fyne.Resource{IconDigitise, IconRecords, IconProof, IconSettings, IconMet, IconMissing, IconOwed, IconFailed,
		IconWarning, IconFlag, IconDraft, IconOffice, IconKey, IconLock, IconPage, IconPerson, IconHelp, IconTurnLeft, IconTurnRight} {
		picture := canvas.NewImageFromResource(icon)
		w := test.NewTempWindow(t, picture)
		w.SetPadded(false)
		w.Resize(fyne.NewSquareSize(48))
		seen, ink := w.Canvas().Capture(), 0
		for y := range 48 {
			for x := range 48 {
				if inked(seen, x, y) {
					ink++
				}
			}
		}
		if ink < 150 || ink > 48*48/2 {
			t.Errorf("%s has %d dark points of %d", icon.Name(), ink, 48*48)
		}
	}
}

func inked(img image.Image, x, y int) bool {
	r, g, b, _ := img.At(x, y).RGBA()
	return r+g+b < 3*0x8000
}

// contrast is the ratio of WCAG 2, from 1 to 21.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
