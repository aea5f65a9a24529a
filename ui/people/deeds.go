package people

import (
	"context"
	"slices"
	"time"

	"tram/local/office"
	"tram/ui/kit"
)

// deed is something that is done to an account: what it asks, and how the station is told.
// Its texts are people.do-<key>, people.about-<key> and people.done-<key>.
type deed struct {
	key     string
	own     bool // whose account it is may do it, too
	offered func(office.User) bool
	asks    func(*Page, office.User) []*kit.Ask[answers]
	do      func(context.Context, *Page, office.User, answers) error
}

func works(u office.User) bool  { return !u.Left && !u.Locked }
func stays(u office.User) bool  { return !u.Left }
func always(office.User) bool   { return true }
func own(u office.User) bool    { return u.Own && works(u) }
func lends(u office.User) bool  { return len(u.Lent) > 0 }
func locked(u office.User) bool { return u.Locked && !u.Left }

// The questions of deeds. Each knows the failures of the station that are about its answer.

func askWhy() *kit.Ask[answers] {
	return kit.AskWords("why", kit.T("people.ask-why"), func(a *answers) *string { return &a.Why }).Hinted(kit.T("people.hint-why"))
}

func askPosts() *kit.Ask[answers] {
	return kit.AskSeveral("posts", kit.T("people.ask-posts"), kit.ChoicesOf(office.Posts), func(a *answers) *[]office.Post { return &a.Posts }).
		Hinted(kit.T("people.hint-posts")).Must().About("people.no-post", "people.inspector-alone", "people.last-admin")
}

func askUntil() *kit.Ask[answers] {
	return kit.AskDay("until", kit.T("people.ask-until"), func(a *answers) *string { return &a.Until }).Hinted(kit.T("people.hint-until")).Must().
		Judged(func(a answers) error { _, err := a.day(); return err }).About("people.handover-over", "people.handover-too-long", "people.token-day")
}

func askPassword() *kit.Ask[answers] {
	return kit.AskNewPassword("password", func(a *answers) *[]byte { return &a.Password }).Hinted(kit.T("people.password-hint")).About("people.password-*")
}

func askBefore() *kit.Ask[answers] {
	return kit.AskPassword("before", kit.T("people.password-before"), func(a *answers) *[]byte { return &a.Before }).
		About("people.password-wrong", "people.too-many-tries", "people.others-try")
}

// day is the day until which something stands.
func (a answers) day() (time.Time, error) {
	iso, err := office.ParseDate(a.Until)
	switch {
	case err != nil:
		return time.Time{}, err
	case iso == "":
		return time.Time{}, kit.Refused("people.no-day")
	}
	return time.ParseInLocation(time.DateOnly, iso, office.VietNam)
}

func whyAsk(*Page, office.User) []*kit.Ask[answers]  { return []*kit.Ask[answers]{askWhy()} }
func postAsk(*Page, office.User) []*kit.Ask[answers] { return []*kit.Ask[answers]{askPosts()} }
func nothing(*Page, office.User) []*kit.Ask[answers] { return nil }

// newcomer is how the form of a new account begins.
var newcomer = office.User{Posts: []office.Post{office.AsOfficer}}

// admission enters a new account.
var admission = deed{
	key: "admit",
	asks: func(*Page, office.User) []*kit.Ask[answers] {
		return []*kit.Ask[answers]{
			kit.AskWords("name", kit.T("people.ask-name"), func(a *answers) *string { return &a.Name }).Hinted(kit.T("people.hint-name")).Must().
				Judged(func(a answers) error { return a.person().Validate() }).About("people.has-account"),
			kit.AskWords("position", kit.T("people.ask-position"), func(a *answers) *string { return &a.Position }).Hinted(kit.T("people.hint-position")),
			askPosts(), askPassword(),
		}
	},
	do: func(ctx context.Context, p *Page, _ office.User, a answers) error {
		return p.services.AdmitUser(ctx, a.person(), a.Posts, a.Password)
	},
}

func (a answers) person() office.Clerk { return office.Clerk{Name: a.Name, Position: a.Position} }

// deeds are what can be done to an account that is there, in the order in which they are
// offered.
var deeds = []deed{
	{key: "post", offered: always, asks: postAsk, do: func(ctx context.Context, p *Page, u office.User, a answers) error {
		return p.services.GivePosts(ctx, u.Account, a.Posts)
	}},
	{key: "passwd", own: true, offered: stays, asks: passwordAsks, do: func(ctx context.Context, p *Page, u office.User, a answers) error {
		return p.services.SetUserPassword(ctx, u.Account, a.Before, a.Password)
	}},
	{key: "handover", own: true, offered: works, asks: handoverAsks, do: handOver},
	{key: "back", own: true, offered: lends, asks: nothing, do: func(ctx context.Context, p *Page, u office.User, _ answers) error {
		return p.services.TakeWorkBack(ctx, u.Account)
	}},
	{key: "token", own: true, offered: own, asks: tokenAsks, do: makeToken},
	{key: "lock", offered: works, asks: whyAsk, do: func(ctx context.Context, p *Page, u office.User, a answers) error {
		return p.services.LockUser(ctx, u.Account, a.Why)
	}},
	{key: "reopen", offered: locked, asks: nothing, do: func(ctx context.Context, p *Page, u office.User, _ answers) error {
		return p.services.ReopenUser(ctx, u.Account)
	}},
	{key: "leave", offered: stays, asks: whyAsk, do: func(ctx context.Context, p *Page, u office.User, a answers) error {
		return p.services.UserLeaves(ctx, u.Account, a.Why)
	}},
}

// passwordAsks ask whoever has a password for that one first.
func passwordAsks(_ *Page, u office.User) []*kit.Ask[answers] {
	if u.Own && u.HasPassword {
		return []*kit.Ask[answers]{askBefore(), askPassword()}
	}
	return []*kit.Ask[answers]{askPassword()}
}

// handoverAsks offers those who can stand in for a person.
func handoverAsks(p *Page, u office.User) []*kit.Ask[answers] {
	var to []office.Choice
	for _, other := range p.staff.Users {
		if works(other) && other.Account != u.Account && !slices.Contains(other.Posts, office.AsInspector) {
			to = append(to, office.Choice{Key: string(other.Account), Said: other.Name})
		}
	}
	return []*kit.Ask[answers]{
		kit.AskOne("to", kit.T("people.ask-to"), to, func(a *answers) *office.ID { return &a.To }).Hinted(kit.T("people.hint-to")).Must().
			Judged(func(a answers) error {
				if a.To == "" {
					return kit.Refused("people.no-substitute")
				}
				return nil
			}).About("people.no-substitute"),
		askUntil(), askWhy(),
	}
}

func handOver(ctx context.Context, p *Page, u office.User, a answers) error {
	until, err := a.day()
	if err != nil {
		return err
	}
	return p.services.HandOverTo(ctx, u.Account, a.To, until, a.Why)
}

// tokenAsks offers the rights that a person's own posts give.
func tokenAsks(_ *Page, u office.User) []*kit.Ask[answers] {
	var rights []office.Right
	for _, r := range office.Rights {
		if slices.ContainsFunc(u.Posts, func(p office.Post) bool { return p.Has(r) }) {
			rights = append(rights, r)
		}
	}
	return []*kit.Ask[answers]{
		kit.AskWords("label", kit.T("people.ask-label"), func(a *answers) *string { return &a.Label }).Hinted(kit.T("people.hint-label")),
		kit.AskSeveral("rights", kit.T("people.ask-rights"), kit.ChoicesOf(rights), func(a *answers) *[]office.Right { return &a.Rights }).
			Hinted(kit.T("people.hint-rights")).Must(),
		askUntil(),
	}
}

func makeToken(ctx context.Context, p *Page, _ office.User, a answers) error {
	until, err := a.day()
	if err != nil {
		return err
	}
	text, err := p.services.MakeToken(ctx, a.Label, a.Rights, until)
	if err == nil {
		kit.OnScreen(func() {
			p.desk.ShowOnce(kit.T("people.token-title"), kit.T("people.token-once"), text, kit.T("people.token-copy"), kit.T("people.token-kept"))
		})
	}
	return err
}
