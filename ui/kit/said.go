package kit

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"tram/assets"
	"tram/local/office"
)

// What the station says is Vietnamese. A window that speaks English says in English what it
// knows of that, and leaves the rest as it is: half a sentence helps more than none.

// foreign is what a window of another language knows of what the station says.
type foreign struct {
	failures  map[string]Trouble // by their names, with the verbs of their arguments
	sentences map[string]string  // by the Vietnamese ones; # stands for a number
}

func learnEnglish() (f foreign, err error) {
	for name, into := range map[string]any{"failures": &f.failures, "sentences": &f.sentences} {
		texts, err := assets.English.ReadFile("english/" + name + ".json")
		if err != nil {
			return f, err
		}
		if err := json.Unmarshal(texts, into); err != nil {
			return f, fmt.Errorf("learning %s: %w", name, err)
		}
	}
	return f, nil
}

var number = regexp.MustCompile(`[0-9]+`)

// Said is what the station says, one sentence or several, in the language of the window.
func Said(words string) string {
	t := spoken.Load()
	if t == nil || t.foreign.sentences == nil {
		return words
	}
	if said, known := t.foreign.sentence(words); known {
		return said
	}
	each := strings.SplitAfter(words, ". ")
	for i, one := range each {
		said, known := t.foreign.sentence(strings.TrimSuffix(one, " "))
		if !known {
			return words
		}
		each[i] = said
	}
	return strings.Join(each, " ")
}

// sentence is one of the station in the language of the window; false: it is not told in it.
func (f foreign) sentence(words string) (said string, known bool) {
	if said, known = f.sentences[words]; known {
		return said, true
	}
	if said, known = f.sentences[number.ReplaceAllString(words, "#")]; !known {
		return "", false
	}
	for _, n := range number.FindAllString(words, -1) {
		said = strings.Replace(said, "#", n, 1)
	}
	return said, true
}

// SaidOf is what a sort and a name say in one (Hồ sơ: 15/QĐ-UBND), the sort in the language of
// the window; the name, too, where it is a word of the station. Of several, with a dot between
// them, each is said so.
func SaidOf(both string) string {
	if each := strings.Split(both, " · "); len(each) > 1 {
		for i := range each {
			each[i] = SaidOf(each[i])
		}
		return strings.Join(each, " · ")
	}
	sort, name, is := strings.Cut(both, ": ")
	if said := Said(both); said != both || !is {
		return said
	}
	return Said(sort) + ": " + saidOfWhom(name)
}

// saidOfWhom is what a step and its record say in one (Từ chối của 469 136 736), the step in the language
// of the window.
func saidOfWhom(both string) string {
	step, whose, is := strings.Cut(both, " của ")
	if said := Said(step); is && said != step {
		return T("kit.of-whom", said, Said(whose))
	}
	return Said(both)
}

// translated is a failure in the language of the window.
func translated(f office.Failure) Trouble {
	t := spoken.Load()
	if t == nil || f.Said == "" {
		return Trouble{Said: f.Said, Next: f.Next}
	}
	known, is := t.foreign.failures[f.Name]
	if !is {
		return Trouble{Said: f.Said, Next: f.Next}
	}
	args := f.Args()
	if len(args) == 0 {
		return known
	}
	said := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case string:
			said[i] = Said(a)
		case fmt.Stringer:
			said[i] = Said(a.String())
		default:
			said[i] = a
		}
	}
	known.Said, known.Next = office.Fill(known.Said, known.Next, said)
	return known
}
