package office

// SpaceLevel is how much room a disk has for the work.
type SpaceLevel string

// The levels, best first.
const (
	SpaceGood SpaceLevel = "good"
	SpaceLow  SpaceLevel = "low"  // some days of work fit
	SpaceOut  SpaceLevel = "out"  // what is begun may find no room
	SpaceFull SpaceLevel = "full" // the room that was held back is in use: nothing long is begun
)

// Space (chỗ trống) is the room on the disk of the data folder, or of a folder that is
// copied to.
type Space struct {
	Where string     `json:"where"`
	Own   bool       `json:"own"`             // of the data folder
	Free  int64      `json:"free"`            // bytes
	Pages int64      `json:"pages,omitempty"` // about how many pages fit, by those that the office has made; 0: not known
	Level SpaceLevel `json:"level"`
}
