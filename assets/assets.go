// Package assets holds what the program carries with it: document types,
// fonts, icons, translations and sample pages. Their licences stand beside
// them.
package assets

import (
	_ "embed"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
)

// Types is the JSON list of document types: the 29 of Nghị định 30/2020,
// Phụ lục III, the papers of Luật GDĐT Điều 12.1d, and "other".
//
//go:embed types.json
var Types []byte

// Workdays is the JSON layer of the calendar of offices that the program brings: hours, days off,
// and days on which offices work instead (local/workday).
//
//go:embed workdays.json
var Workdays []byte

// Archive is the JSON list of the names that the parts of a work file have in its data and in its
// package for an archive (Nghị định 30, Phụ lục VI; Thông tư 05/2025/TT-BNV).
//
//go:embed archive.json
var Archive []byte

// Serif and its kin are Liberation Serif, which has the metrics of Times New
// Roman (Nghị định 30, Phụ lục I) and every Vietnamese letter.
var (
	Serif           = liberationserifregular.TTF
	SerifBold       = liberationserifbold.TTF
	SerifItalic     = liberationserifitalic.TTF
	SerifBoldItalic = liberationserifbolditalic.TTF
)
