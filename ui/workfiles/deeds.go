package workfiles

import (
	"context"
	"slices"

	"tram/local/office"
	"tram/ui/kit"
)

// deed is something that is done to a file, or to a document in it: what it asks, and how the
// station is told. Its texts are workfiles.do-<key>, workfiles.about-<key> and workfiles.done-<key>.
type deed struct {
	key     string
	needs   office.Right
	offered func(office.FileContents) bool
	onPaper func(office.FileContents, office.FiledDocument) bool
	asks    func(*form) []*kit.Ask[answers]
	first   func(opened) answers // as the form is opened
	do      func(context.Context, *Page, opened, answers) error
}

// answers are what was typed.
type answers struct {
	Notation, Title, Retention, Creator, Use, Note, Heading, Part, Short, Day, Until, To, Why string
	Readers, Keepers                                                                          []office.ID
}

func blank(opened) answers { return answers{} }

// The questions of deeds. Each knows the failures of the station that are about its answer.

func askText(key string, into func(*answers) *string) *kit.Ask[answers] {
	return kit.AskWords(key, kit.T("workfiles.ask-"+key), into)
}

func askWhy() *kit.Ask[answers] {
	return kit.AskProse("why", kit.T("workfiles.ask-why"), whyRows, func(a *answers) *string { return &a.Why }).Must().About("workfiles.no-reason")
}

const whyRows = 3

func whyAsk(*form) []*kit.Ask[answers] { return []*kit.Ask[answers]{askWhy()} }

func askTitle() *kit.Ask[answers] {
	return askText("title", func(a *answers) *string { return &a.Title }).About("workfiles.no-title")
}

// askKept asks for how long a file is kept, and who makes it.
func askKept() []*kit.Ask[answers] {
	return []*kit.Ask[answers]{
		askText("retention", func(a *answers) *string { return &a.Retention }).Hinted(kit.T("workfiles.hint-retention")).Judged(func(a answers) error {
			_, err := a.kept()
			return err
		}).About("workfiles.no-retention"),
		askText("creator", func(a *answers) *string { return &a.Creator }).Beside().About("workfiles.no-creator"),
	}
}

func askNote() *kit.Ask[answers] { return askText("note", func(a *answers) *string { return &a.Note }) }

// kept reads how long a file is to be kept; nothing typed is none.
func (a answers) kept() (office.Retention, error) {
	if kit.Typed(a.Retention) == "" {
		return 0, nil
	}
	r, is := office.ParseRetention(a.Retention)
	if !is {
		return 0, kit.Refused("workfiles.bad-retention", a.Retention)
	}
	return r, nil
}

// opening opens a new file. What is left empty is taken from the line of the year's list.
func opening() deed {
	return deed{key: "new", needs: office.MayKeep, first: blank,
		asks: func(f *form) []*kit.Ask[answers] {
			lines := func() (all []kit.Option) {
				for _, l := range f.page.plan.lines {
					all = append(all, kit.Option{Key: l.Notation(), Name: l.Notation(), Also: []string{l.Title}})
				}
				return all
			}
			notation := askText("notation", func(a *answers) *string { return &a.Notation }).Hinted(kit.T("workfiles.hint-notation")).Must().Offers(f.hanger, lines).
				About("workfiles.no-notation", "workfiles.notation-taken")
			return append(append([]*kit.Ask[answers]{notation, askTitle().Hinted(kit.T("workfiles.hint-planned"))}, askKept()...),
				askText("use", func(a *answers) *string { return &a.Use }), askNote())
		},
		do: func(ctx context.Context, p *Page, _ opened, a answers) error {
			kept, err := a.kept()
			if err != nil {
				return err
			}
			f, err := p.services.OpenFile(ctx, p.by, office.WorkFile{Notation: a.Notation, Title: a.Title, Retention: kept, Creator: a.Creator, Use: a.Use, Note: a.Note})
			if err == nil {
				kit.OnScreen(func() {
					p.detail.lead = f.ID
					p.Open(f.ID)
				})
			}
			return err
		},
	}
}

// planning writes a line of the year's list.
func planning() deed {
	return deed{key: planKey, needs: office.MayKeep, first: blank,
		asks: func(*form) []*kit.Ask[answers] {
			all := []*kit.Ask[answers]{
				askText("heading", func(a *answers) *string { return &a.Heading }).Must().About("workfiles.no-heading"),
				askText("short", func(a *answers) *string { return &a.Short }).Hinted(kit.T("workfiles.hint-short")).Must().Beside(),
				askText("part", func(a *answers) *string { return &a.Part }), askTitle().Must(),
			}
			return append(append(all, askKept()...), askNote())
		},
		do: func(ctx context.Context, p *Page, _ opened, a answers) error {
			kept, err := a.kept()
			if err != nil {
				return err
			}
			_, err = p.services.PlanFile(ctx, p.by, office.PlannedFile{Heading: a.Heading, Part: a.Part, Abbreviation: a.Short, Title: a.Title, Retention: kept, Creator: a.Creator, Note: a.Note})
			return err
		},
	}
}

// planKey is the key of planning.
const planKey = "plan"

func in(states ...office.State) func(office.FileContents) bool {
	return func(f office.FileContents) bool { return slices.Contains(states, f.State) }
}

// deeds are what can be done to a file, in the order in which they are offered.
var deeds = []deed{
	{key: "close", needs: office.MayKeep, offered: in(office.FileOpen), first: blank, asks: func(*form) []*kit.Ask[answers] {
		return []*kit.Ask[answers]{kit.AskDay("day", kit.T("workfiles.ask-day"), func(a *answers) *string { return &a.Day }).Hinted(kit.T("workfiles.hint-day")).About("workfiles.bad-day", "workfiles.days-backward")}
	}, do: func(ctx context.Context, p *Page, o opened, a answers) error {
		_, err := p.services.CloseFile(ctx, p.by, o.is.ID, a.Day)
		return err
	}},
	{key: "hand-in", needs: office.MayKeep, offered: in(office.FileClosed, office.FileKeptBack), first: blank, asks: func(*form) []*kit.Ask[answers] {
		return []*kit.Ask[answers]{askText("to", func(a *answers) *string { return &a.To }).Must().About("workfiles.no-receiver")}
	}, do: func(ctx context.Context, p *Page, o opened, a answers) error {
		_, err := p.services.HandFileIn(ctx, p.by, o.is.ID, a.To)
		return err
	}},
	{key: "keep-back", needs: office.MayKeep, offered: in(office.FileClosed, office.FileKeptBack), first: blank, asks: func(*form) []*kit.Ask[answers] {
		return []*kit.Ask[answers]{kit.AskDay("until", kit.T("workfiles.ask-until"), func(a *answers) *string { return &a.Until }).Must().About("workfiles.bad-keep"), askWhy()}
	}, do: func(ctx context.Context, p *Page, o opened, a answers) error {
		_, err := p.services.KeepFileBack(ctx, p.by, o.is.ID, a.Until, a.Why)
		return err
	}},
	{key: "reopen", needs: office.MayKeep, offered: in(office.FileClosed, office.FileKeptBack), first: blank, asks: whyAsk, do: func(ctx context.Context, p *Page, o opened, a answers) error {
		_, err := p.services.ReopenFile(ctx, p.by, o.is.ID, a.Why)
		return err
	}},
	{key: "rights", needs: office.MayKeep, offered: in(office.FileOpen, office.FileClosed, office.FileKeptBack, office.FileHanded), asks: rightsAsks,
		first: func(o opened) answers { return answers{Readers: o.is.Readers, Keepers: o.is.Keepers} },
		do: func(ctx context.Context, p *Page, o opened, a answers) error {
			_, err := p.services.SetFileRights(ctx, p.by, o.is.ID, a.Readers, a.Keepers)
			return err
		}},
	{key: "destroy", needs: office.MayWithdraw, offered: func(f office.FileContents) bool {
		ends, is := f.RetentionEnds()
		return is && f.State != office.FileDestroyed && ends.Year() < thisYear()
	}, first: blank, asks: whyAsk, do: func(ctx context.Context, p *Page, o opened, a answers) error {
		_, err := p.services.DestroyFile(ctx, p.by, o.is.ID, a.Why)
		return err
	}},
}

// rightsAsks offer those who work here, and those who are named already.
func rightsAsks(f *form) []*kit.Ask[answers] {
	var all []office.Choice
	for _, c := range f.page.all {
		if is := f.of.is; !c.Left || slices.Contains(is.Readers, c.ID) || slices.Contains(is.Keepers, c.ID) {
			all = append(all, office.Choice{Key: string(c.ID), Said: c.Name})
		}
	}
	return []*kit.Ask[answers]{
		kit.AskSeveral("readers", kit.T("workfiles.readers"), all, func(a *answers) *[]office.ID { return &a.Readers }).Hinted(kit.T("workfiles.hint-rights")),
		kit.AskSeveral("keepers", kit.T("workfiles.keepers"), all, func(a *answers) *[]office.ID { return &a.Keepers }),
	}
}

// paperDeeds are what can be done with a document in a file.
var paperDeeds = []deed{
	{key: "take-out", needs: office.MayKeep, first: blank, asks: whyAsk, onPaper: func(f office.FileContents, d office.FiledDocument) bool {
		return f.State == office.FileOpen && d.Filed.State == office.FiledIn
	}, do: func(ctx context.Context, p *Page, o opened, a answers) error {
		return p.services.TakeFromFile(ctx, p.by, o.is.ID, p.form.paper, a.Why)
	}},
	{key: "look", needs: office.MayKeep, first: blank, asks: whyAsk, onPaper: func(_ office.FileContents, d office.FiledDocument) bool { return d.Filed.State == office.FiledRecalled },
		do: func(ctx context.Context, p *Page, o opened, a answers) error {
			return p.services.LookedAtRecalled(ctx, p.by, o.is.ID, p.form.paper, a.Why)
		}},
}
