package office

// Recovery is what the set-up hands to the office once: the key that opens the
// sealed files when this machine is lost. It is printed, and kept nowhere.
type Recovery struct {
	Key  string // in groups, as it is typed back
	PDF  []byte // one page with the same key, to print and lock away
	Kept string // Vietnamese: where the sealing identity lies on this machine
	Weak bool   // it lies in a file that only its owner's account protects
}
