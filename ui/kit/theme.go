package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Look is the theme of the window. Blue is for what can be done; green, amber
// and red are for states alone, and red, the colour of the seal, for danger
// alone. Text is 15 px or more. Contrast of text on its ground is at least
// 4.5:1, of the focus ring and field borders 3:1; a test measures it.
type Look struct{ Dark bool }

// Colours beside those that Fyne names.
const (
	ColorMuted      fyne.ThemeColorName = "muted"      // second lines and hints
	ColorSidebar    fyne.ThemeColorName = "sidebar"    // ground of the places
	ColorHere       fyne.ThemeColorName = "here"       // ground of the place in front
	ColorCard       fyne.ThemeColorName = "card"       // ground of a group, above the page's
	ColorGoodGround fyne.ThemeColorName = "goodGround" // behind words of a good state
	ColorWarnGround fyne.ThemeColorName = "warnGround"
	ColorBadGround  fyne.ThemeColorName = "badGround"
	ColorInfoGround fyne.ThemeColorName = "infoGround"
	ColorDesk       fyne.ThemeColorName = "desk" // ground on which pages of paper lie
)

// textSize is the size of all text but headings, in device-independent pixels.
const textSize = 15

var (
	light = palette{
		theme.ColorNameBackground: rgb(0xf7f8fa), theme.ColorNameForeground: rgb(0x1b2330),
		theme.ColorNamePrimary: rgb(0x1a5fb4), theme.ColorNameHyperlink: rgb(0x1a5fb4), theme.ColorNameForegroundOnPrimary: rgb(0xffffff),
		theme.ColorNameButton: rgb(0xe3e8ef), theme.ColorNameDisabledButton: rgb(0xeceff3), theme.ColorNameDisabled: rgb(0x596473),
		theme.ColorNamePlaceHolder: rgb(0x667080), theme.ColorNameInputBackground: rgb(0xffffff), theme.ColorNameInputBorder: rgb(0x838d9b),
		theme.ColorNameHover: alpha(0x1b2330, 0x14), theme.ColorNamePressed: alpha(0x1b2330, 0x28), theme.ColorNameFocus: alpha(0x1a5fb4, 0x66),
		theme.ColorNameSelection: alpha(0x1a5fb4, 0x2e), theme.ColorNameSeparator: rgb(0xd9dee5), theme.ColorNameScrollBar: alpha(0x1b2330, 0x80),
		theme.ColorNameScrollBarBackground: alpha(0x1b2330, 0x0a), theme.ColorNameShadow: alpha(0x1b2330, 0x30), theme.ColorNameMenuBackground: rgb(0xffffff),
		theme.ColorNameOverlayBackground: rgb(0xffffff), theme.ColorNameHeaderBackground: rgb(0xeceff4),
		theme.ColorNameSuccess: rgb(0x1b6e3c), theme.ColorNameWarning: rgb(0x8a5200), theme.ColorNameError: rgb(0xb3261e),
		theme.ColorNameForegroundOnSuccess: rgb(0xffffff), theme.ColorNameForegroundOnWarning: rgb(0xffffff), theme.ColorNameForegroundOnError: rgb(0xffffff),
		ColorMuted: rgb(0x55606f), ColorSidebar: rgb(0xe9edf3), ColorHere: rgb(0xd3e2f6), ColorCard: rgb(0xffffff), ColorDesk: rgb(0xdde1e7),
		ColorGoodGround: rgb(0xe0f2e6), ColorWarnGround: rgb(0xfdf0d5), ColorBadGround: rgb(0xfbe4e2), ColorInfoGround: rgb(0xe2ecf9),
	}
	dark = palette{
		theme.ColorNameBackground: rgb(0x1a1f27), theme.ColorNameForeground: rgb(0xe8ebf0),
		theme.ColorNamePrimary: rgb(0x7db2f2), theme.ColorNameHyperlink: rgb(0x8cbcf5), theme.ColorNameForegroundOnPrimary: rgb(0x0d1b2d),
		theme.ColorNameButton: rgb(0x2f3744), theme.ColorNameDisabledButton: rgb(0x262d38), theme.ColorNameDisabled: rgb(0xa0abba),
		theme.ColorNamePlaceHolder: rgb(0x98a3b3), theme.ColorNameInputBackground: rgb(0x11151b), theme.ColorNameInputBorder: rgb(0x77828f),
		theme.ColorNameHover: alpha(0xffffff, 0x14), theme.ColorNamePressed: alpha(0xffffff, 0x28), theme.ColorNameFocus: alpha(0x7db2f2, 0x66),
		theme.ColorNameSelection: alpha(0x7db2f2, 0x3c), theme.ColorNameSeparator: rgb(0x363f4c), theme.ColorNameScrollBar: alpha(0xffffff, 0x80),
		theme.ColorNameScrollBarBackground: alpha(0xffffff, 0x0a), theme.ColorNameShadow: alpha(0x000000, 0x60), theme.ColorNameMenuBackground: rgb(0x242b36),
		theme.ColorNameOverlayBackground: rgb(0x242b36), theme.ColorNameHeaderBackground: rgb(0x242b36),
		theme.ColorNameSuccess: rgb(0x7fd09c), theme.ColorNameWarning: rgb(0xf0b95a), theme.ColorNameError: rgb(0xff9a90),
		theme.ColorNameForegroundOnSuccess: rgb(0x06210f), theme.ColorNameForegroundOnWarning: rgb(0x2a1a00), theme.ColorNameForegroundOnError: rgb(0x2d0603),
		ColorMuted: rgb(0xa9b4c3), ColorSidebar: rgb(0x141920), ColorHere: rgb(0x24405f), ColorCard: rgb(0x222935), ColorDesk: rgb(0x0f1318),
		ColorGoodGround: rgb(0x17331f), ColorWarnGround: rgb(0x3a2a0c), ColorBadGround: rgb(0x43201d), ColorInfoGround: rgb(0x1c2f47),
	}
)

type palette map[fyne.ThemeColorName]color.NRGBA

// Color follows the clerk's choice of light or dark, not the system's variant.
func (l Look) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	p, variant := light, theme.VariantLight
	if l.Dark {
		p, variant = dark, theme.VariantDark
	}
	if c, ours := p[name]; ours {
		return c
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font never gives the monospace face: it draws Vietnamese wrongly.
func (l Look) Font(style fyne.TextStyle) fyne.Resource {
	style.Monospace = false
	return theme.DefaultTheme().Font(style)
}

// Icon gives Fyne's icons.
func (l Look) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size gives lengths in device-independent pixels; lines leave room for
// letters with two marks, one above the other.
func (l Look) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText, theme.SizeNameCaptionText:
		return textSize
	case theme.SizeNameSubHeadingText:
		return 18
	case theme.SizeNameHeadingText:
		return 22
	case theme.SizeNameLineSpacing:
		return 5
	case theme.SizeNameInnerPadding:
		return 7
	case theme.SizeNameInputBorder:
		return 1.5
	case theme.SizeNameInlineIcon:
		return 20
	case theme.SizeNameScrollBar:
		return 14
	case theme.SizeNameScrollBarSmall:
		return 6
	}
	return theme.DefaultTheme().Size(name)
}

func rgb(hex uint32) color.NRGBA { return alpha(hex, 0xff) }

func alpha(hex uint32, a uint8) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: a}
}
