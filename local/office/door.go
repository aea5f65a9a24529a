package office

// Door (cửa vào) is who may come in, as a lock screen shows it.
type Door struct {
	Open   bool // nobody has to say who they are
	People []Visitor
	Office string
}

// Visitor is a person with an account.
type Visitor struct {
	Account  ID
	Name     string
	Position string
}

// Called names the visitor in a list.
func (v Visitor) Called() string {
	if v.Position == "" {
		return v.Name
	}
	return v.Name + ", " + v.Position
}
