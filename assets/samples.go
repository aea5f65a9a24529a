package assets

import "embed"

// Samples are the pages of a decision that no office ever issued, A4 in colour
// at 200 dpi, in the order of the paper: samples/quyet-dinh-mau-1.jpg and so
// on. The last is the blank back of a sheet.
//
//go:generate go run ./samples/gen samples
//go:embed samples/*.jpg
var Samples embed.FS
