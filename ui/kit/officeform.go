package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// OfficeForm asks who the office is. Each answer is judged when the clerk
// leaves it, and the sentence stands beside it.
type OfficeForm struct {
	widget.BaseWidget
	OnChanged func(office.Office)

	base  office.Office // what the form does not ask
	asked []*officeField
	box   *fyne.Container
}

// officeField is one question: where its answer belongs, and how it is judged.
type officeField struct {
	field *Field
	entry *Entry
	into  func(*office.Office) *string
}

// soundOffice is an office without fault: with one answer put into it, what
// Validate says is about that answer alone.
var soundOffice = office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ", Owner: "Ủy ban nhân dân tỉnh Mẫu"}

// NewOfficeForm makes an empty form of one or two columns.
func NewOfficeForm(columns int) *OfficeForm {
	f := &OfficeForm{box: container.NewGridWithColumns(columns)}
	if columns == 1 {
		f.box.Layout = layout.NewVBoxLayout()
	}
	f.ask(T("kit.office-name"), T("kit.office-name-hint"), soundOffice.Name, func(o *office.Office) *string { return &o.Name })
	f.ask(T("kit.office-code"), T("kit.office-code-hint"), "H49.10.02", func(o *office.Office) *string { return &o.Code })
	f.ask(T("kit.office-system"), "", "Trạm Công vụ xã Mẫu Sơn", func(o *office.Office) *string { return &o.System })
	f.ask(T("kit.office-owner"), T("kit.office-owner-hint"), "Ủy ban nhân dân tỉnh Mẫu", func(o *office.Office) *string { return &o.Owner })
	f.ask(T("kit.office-lookup"), T("kit.office-lookup-hint"), "", func(o *office.Office) *string { return &o.Lookup })
	f.ExtendBaseWidget(f)
	return f
}

func (f *OfficeForm) ask(name, hint, example string, into func(*office.Office) *string) {
	q := &officeField{entry: NewEntry(), into: into}
	if example != "" {
		q.entry.SetPlaceHolder(T("kit.example", example))
	}
	q.field = NewField(name, q.entry, hint)
	q.entry.OnChanged = func(string) {
		if q.field.Bad() {
			q.field.Clear()
		}
		if f.OnChanged != nil {
			f.OnChanged(f.Value())
		}
	}
	q.entry.OnLeave = func() {
		if q.entry.Text != "" {
			q.judge()
		}
	}
	f.asked = append(f.asked, q)
	f.box.Add(q.field)
}

// judge shows what is wrong with the answer, and tells whether all is well.
func (q *officeField) judge() bool {
	o := soundOffice
	*q.into(&o) = Typed(q.entry.Text)
	return !q.field.Fail(o.Validate())
}

// Set fills the form.
func (f *OfficeForm) Set(o office.Office) {
	f.base = o
	for _, q := range f.asked {
		q.entry.SetText(*q.into(&o))
		q.field.Clear()
	}
}

// Value is what the clerk typed, trimmed and composed (NFC).
func (f *OfficeForm) Value() office.Office {
	o := f.base
	for _, q := range f.asked {
		*q.into(&o) = Typed(q.entry.Text)
	}
	return o
}

// Check judges every answer and gives the first that is wrong, to be focused;
// nil when all are well.
func (f *OfficeForm) Check() fyne.Focusable {
	var first fyne.Focusable
	for _, q := range f.asked {
		if !q.judge() && first == nil {
			first = q.entry
		}
	}
	return first
}

// First is the first field.
func (f *OfficeForm) First() fyne.Focusable { return f.asked[0].entry }

// CreateRenderer shows the questions in a column.
func (f *OfficeForm) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.box) }

// Typed is a text as it is to be kept: one space between words, and letters
// composed, whatever the keyboard sent.
func Typed(s string) string { return norm.NFC.String(strings.Join(strings.Fields(s), " ")) }
