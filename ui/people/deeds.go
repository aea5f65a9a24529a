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
	key      string
	own      bool // whose account it is may do it, too
	password bool // it asks for a new one
	offered  func(office.User) bool
	asks     func(*Page, office.User) []office.Ask // nil: nothing
	stands   func(office.User) map[string]string   // the answers before anything is typed; nil: none
	do       func(context.Context, *Page, office.User, answers) error
}

func works(u office.User) bool  { return !u.Left && !u.Locked }
func stays(u office.User) bool  { return !u.Left }
func always(office.User) bool   { return true }
func own(u office.User) bool    { return u.Own && works(u) }
func lends(u office.User) bool  { return len(u.Lent) > 0 }
func locked(u office.User) bool { return u.Locked && !u.Left }

func whyAsk(*Page, office.User) []office.Ask { return []office.Ask{why()} }
func chosen(u office.User) map[string]string {
	return map[string]string{"posts": kit.JoinKeys(u.Posts)}
}
func postAsk(*Page, office.User) []office.Ask    { return []office.Ask{postsAsk()} }
func typedPosts(a answers) (posts []office.Post) { return kit.SplitKeys[office.Post](a.words["posts"]) }
func typedRights(a answers) (all []office.Right) {
	return kit.SplitKeys[office.Right](a.words["rights"])
}
func why() office.Ask      { return words("why") }
func postsAsk() office.Ask { return several("posts", kit.ChoicesOf(office.Posts)) }

// admission enters a new account.
var admission = deed{
	key: "admit", password: true, stands: func(office.User) map[string]string { return map[string]string{"posts": string(office.AsOfficer)} },
	asks: func(*Page, office.User) []office.Ask {
		name := words("name")
		name.Needed = true
		return []office.Ask{name, words("position"), postsAsk()}
	},
	do: func(ctx context.Context, p *Page, _ office.User, a answers) error {
		who := office.Clerk{Name: kit.Typed(a.words["name"]), Position: kit.Typed(a.words["position"])}
		return p.services.AdmitUser(ctx, who, typedPosts(a), a.password)
	},
}

// deeds are what can be done to an account that is there, in the order in which they are
// offered.
var deeds = []deed{
	{key: "post", offered: always, asks: postAsk, stands: chosen, do: func(ctx context.Context, p *Page, u office.User, a answers) error {
		return p.services.GivePosts(ctx, u.Account, typedPosts(a))
	}},
	{key: "passwd", own: true, password: true, offered: stays, do: func(ctx context.Context, p *Page, u office.User, a answers) error {
		return p.services.SetUserPassword(ctx, u.Account, a.before, a.password)
	}},
	{key: "handover", own: true, offered: works, asks: handoverAsks, do: handOver},
	{key: "back", own: true, offered: lends, do: func(ctx context.Context, p *Page, u office.User, _ answers) error {
		return p.services.TakeWorkBack(ctx, u.Account)
	}},
	{key: "token", own: true, offered: own, asks: tokenAsks, do: makeToken},
	{key: "lock", offered: works, asks: whyAsk, do: func(ctx context.Context, p *Page, u office.User, a answers) error {
		return p.services.LockUser(ctx, u.Account, kit.Typed(a.words["why"]))
	}},
	{key: "reopen", offered: locked, do: func(ctx context.Context, p *Page, u office.User, _ answers) error {
		return p.services.ReopenUser(ctx, u.Account)
	}},
	{key: "leave", offered: stays, asks: whyAsk, do: func(ctx context.Context, p *Page, u office.User, a answers) error {
		return p.services.UserLeaves(ctx, u.Account, kit.Typed(a.words["why"]))
	}},
}

func words(key string) office.Ask {
	return office.Ask{Key: key, Said: kit.T("people.ask-" + key), Hint: kit.T("people.hint-" + key), How: office.AskWords}
}

func several(key string, of []office.Choice) office.Ask {
	a := words(key)
	a.How, a.Choices, a.Needed = office.AskSeveral, of, true
	return a
}

func day() office.Ask {
	a := words("until")
	a.How, a.Needed = office.AskDay, true
	return a
}

// typedDay is the day until which something stands.
func typedDay(a answers) (time.Time, error) {
	iso, err := office.ParseDate(a.words["until"])
	switch {
	case err != nil:
		return time.Time{}, err
	case iso == "":
		return time.Time{}, NoDay
	}
	return time.ParseInLocation(time.DateOnly, iso, office.VietNam)
}

// handoverAsks offers those who can stand in for a person.
func handoverAsks(p *Page, u office.User) []office.Ask {
	to := words("to")
	to.How, to.Needed = office.AskOne, true
	for _, other := range p.staff.Users {
		if works(other) && other.Account != u.Account && !slices.Contains(other.Posts, office.AsInspector) {
			to.Choices = append(to.Choices, office.Choice{Key: string(other.Account), Said: other.Name})
		}
	}
	return []office.Ask{to, day(), why()}
}

func handOver(ctx context.Context, p *Page, u office.User, a answers) error {
	until, err := typedDay(a)
	switch {
	case a.words["to"] == "":
		return NoSubstitute
	case err != nil:
		return err
	}
	return p.services.HandOverTo(ctx, u.Account, office.ID(a.words["to"]), until, kit.Typed(a.words["why"]))
}

// tokenAsks offers the rights that a person's own posts give.
func tokenAsks(_ *Page, u office.User) []office.Ask {
	var rights []office.Right
	for _, r := range office.Rights {
		if slices.ContainsFunc(u.Posts, func(p office.Post) bool { return p.Has(r) }) {
			rights = append(rights, r)
		}
	}
	return []office.Ask{words("label"), several("rights", kit.ChoicesOf(rights)), day()}
}

func makeToken(ctx context.Context, p *Page, _ office.User, a answers) error {
	until, err := typedDay(a)
	if err != nil {
		return err
	}
	text, err := p.services.MakeToken(ctx, kit.Typed(a.words["label"]), typedRights(a), until)
	if err == nil {
		kit.OnScreen(func() {
			p.desk.ShowOnce(kit.T("people.token-title"), kit.T("people.token-once"), text, kit.T("people.token-copy"), kit.T("people.token-kept"))
		})
	}
	return err
}
