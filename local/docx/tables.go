package docx

// tables tells in which cell something stands.
type tables struct {
	depth int // tables within tables
	at    InTable
}

func (t *tables) begins(name string) {
	if name == "tbl" {
		t.depth++
	}
	if t.depth != 1 {
		return
	}
	switch name {
	case "tbl":
		t.at = InTable{Table: t.at.Table + 1}
	case "tr":
		t.at.Row, t.at.Column = t.at.Row+1, 0
	case "tc":
		t.at.Column++
	}
}

func (t *tables) ends(name string) {
	if name == "tbl" {
		t.depth = max(0, t.depth-1)
	}
}

func (t *tables) cell() InTable {
	if t.depth == 0 {
		return InTable{}
	}
	return t.at
}
