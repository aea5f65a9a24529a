package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"tram/assets"
)

// The icons that the program draws itself, in the colour of the text. A
// picture never stands alone: a word stands beside it.
var (
	IconToday     = themed("today")
	IconDigitise  = themed("digitise")
	IconPrinting  = themed("printing")
	IconRecords   = themed("records")
	IconProof     = themed("proof")
	IconSettings  = themed("settings")
	IconSign      = themed("sign")
	IconMet       = themed("met") // a tick in a disc
	IconAudit     = themed("audit")
	IconBooks     = themed("books")
	IconDocuments = themed("documents")
	IconWorkFiles = themed("workfiles")
	IconRequests  = themed("requests")
	IconMeetings  = themed("meetings")
	IconMissing   = themed("missing") // a hollow disc
	IconOwed      = themed("owed")    // a clock
	IconFailed    = themed("failed")  // a cross in a disc
	IconWarning   = themed("warning")
	IconFlag      = themed("flag")
	IconDraft     = themed("draft")
	IconOffice    = themed("office")
	IconKey       = themed("key")
	IconLock      = themed("lock")
	IconPage      = themed("page")
	IconPerson    = themed("person")
	IconHelp      = themed("help")
	IconScan      = themed("scan")
	IconTurnLeft  = themed("turn-left")
	IconTurnRight = themed("turn-right")
)

// AppIcon is the picture of the program for the system's task bar.
func AppIcon() fyne.Resource { return drawn("tram.png") }

func themed(name string) *theme.ThemedResource { return theme.NewThemedResource(drawn(name + ".svg")) }

// drawn reads an embedded picture. A name that is not there is a slip in this
// file, met at the first start of any test.
func drawn(file string) fyne.Resource {
	b, err := assets.Icons.ReadFile("icons/" + file)
	if err != nil {
		panic(err)
	}
	return fyne.NewStaticResource(file, b)
}

// Tinted is an icon in a colour of the theme (one of the Color names below).
func Tinted(icon fyne.Resource, name fyne.ThemeColorName) fyne.Resource {
	return theme.NewColoredResource(icon, name)
}
