package office

// Power (nguồn điện) is by what a machine runs, as far as its system tells. The zero value:
// nothing is known.
type Power struct {
	Known   bool `json:"known"`
	Battery bool `json:"battery"`           // of the machine, or of a UPS that the system shows as one
	Percent int  `json:"percent,omitempty"` // that is left, while it runs by battery; 0: not known
}

// LowCharge is from where on nothing long is begun, in per cent.
const LowCharge = 20

// Low tells whether the battery is nearly empty.
func (p Power) Low() bool { return p.Battery && p.Percent > 0 && p.Percent <= LowCharge }
