package assets

import "embed"

// Icons are drawn for this program: SVG of 24×24 in one colour, which the
// window replaces by that of its theme, and tram.png for the system.
//
//go:embed icons/*.svg icons/tram.png
var Icons embed.FS
