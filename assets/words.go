package assets

import "embed"

// Words are the texts of the window, one JSON file a language (vi.json,
// en.json) and, where a room brings its own, one a room and language
// (digitise.vi.json). Keys are "room.thing"; values may hold the verbs of fmt.
//
//go:embed i18n/*.json
var Words embed.FS

// English is what the station says, for a window that speaks English: failures by their
// names, and sentences by the Vietnamese ones, in which # stands for a number.
//
//go:embed english/*.json
var English embed.FS
