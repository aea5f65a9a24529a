package cos

// Settled tells whether the tables of an older state, which the first from bytes
// are, give no reader a reason to rebuild them: an ErrLoose says what may. What
// came behind such a state is not read by its tables alone.
func (f *File) Settled(from int64) error {
	before, err := f.Until(from)
	if err != nil {
		return f.syntax(err)
	}
	for _, s := range before.Sections {
		c, err := f.canonical(s.At)
		if err != nil {
			return err
		}
		if prev := c.trailer.Get("Prev"); prev != nil {
			if _, is := prev.(Int); !is {
				return loose("a table that does not lead to the one before")
			}
		}
	}
	if from == f.size {
		return nil
	}
	return f.viewedAtOnce()
}

// viewedAtOnce refuses a file made for quick viewing that says to be as long as
// it has become: some readers then begin with the table at its head and never see
// the newest one.
func (f *File) viewedAtOnce() error {
	const room = 1 << 10
	b := make([]byte, min(room, f.size))
	if err := f.readAt(b, 0); err != nil {
		return err
	}
	p := parser{b: b, whole: true}
	p.skip()
	for range len("n g") - 1 {
		if _, ok := p.plain(); !ok {
			return nil
		}
		p.skip()
	}
	p.words("obj")
	v, err := p.value(0)
	if err != nil {
		return nil //nolint:nilerr // its head is no such dictionary
	}
	d, _ := v.(Dict)
	if d.Get("Linearized") != nil && d.Get("L") == Int(f.size) {
		return loose("a file for quick viewing that foresaw its end")
	}
	return nil
}
