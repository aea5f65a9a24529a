package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
)

// asked has a list of grades on a screen, and what it told.
func asked(t *testing.T) (g *Grade, told *int) {
	t.Helper()
	w := test.NewTempWindow(t, nil)
	told = new(int)
	g = NewGrade(NewDesk(t.Context(), w), "mọi trang", func() { *told++ })
	w.SetContent(g.Field)
	return g, told
}

func TestASecretGradeCountsOnlyOnceItIsConfirmed(t *testing.T) {
	for _, grade := range []office.Secrecy{office.Secret, office.TopSecret, office.Absolute} {
		g, told := asked(t)
		g.Field.SetSelected("Thường")
		g.Field.SetSelected(Capital(grade.Name()))
		if g.Asking == nil || g.Value() != "" || *told != 1 {
			t.Fatalf("%s: asked %v, counts %q, told %d times", grade, g.Asking != nil, g.Value(), *told)
		}
		test.Tap(&g.Asking.Yes.Button)
		if g.Asking != nil || g.Value() != grade || *told != 2 {
			t.Errorf("%s: counts %q, told %d times", grade, g.Value(), *told)
		}
	}
}

func TestASecretGradeThatIsNotConfirmedReturnsToTheFormerOne(t *testing.T) {
	for _, former := range []office.Secrecy{"", office.Ordinary} {
		for name, refuse := range map[string]func(*GradeQuestion){
			"no":            func(q *GradeQuestion) { test.Tap(&q.No.Button) },
			"Esc on no":     func(q *GradeQuestion) { q.No.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
			"Esc on yes":    func(q *GradeQuestion) { q.Yes.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
			"Enter at once": func(q *GradeQuestion) { q.No.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) },
		} {
			g, told := asked(t)
			g.Put(former)
			g.Field.SetSelected("Mật")
			refuse(g.Asking)
			if g.Asking != nil || g.Value() != former || g.Field.Selected != Capital(former.Name()) || *told != 0 {
				t.Errorf("%s after %q: counts %q, shows %q, told %d times", name, former, g.Value(), g.Field.Selected, *told)
			}
		}
	}
}
