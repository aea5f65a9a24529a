package people

import (
	"context"
	"encoding/json"
	"os"
	"sync"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/seal"
)

type tried struct {
	wrong   int
	at      time.Time
	entered time.Time
}

type memory struct {
	mu       sync.Mutex
	clock    office.Clock
	accounts []Account
	clerks   []office.Clerk
	steps    []string
	tries    map[office.ID]tried
	failing  error
}

func (m *memory) Accounts(context.Context) ([]Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]Account{}, m.accounts...), nil
}
func (m *memory) Clerks(context.Context) ([]office.Clerk, error) {
	return append([]office.Clerk{}, m.clerks...), nil
}
func (m *memory) Office(context.Context) (office.Office, error) {
	return office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02"}, nil
}
func (m *memory) SaveAccount(_ context.Context, by *Login, step string, a Account, person *office.Clerk) (Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.failing != nil {
		return a, m.failing
	}
	a.Version++
	m.steps = append(m.steps, step)
	if person != nil {
		m.clerks = append(m.clerks, *person)
	}
	for i := range m.accounts {
		if m.accounts[i].ID == a.ID {
			m.accounts[i] = a
			return a, nil
		}
	}
	m.accounts = append(m.accounts, a)
	return a, nil
}
func (m *memory) journal() string {
	b, _ := json.Marshal(m.accounts)
	return string(b)
}
func (m *memory) BookTry(_ context.Context, id office.ID, delay func(int) time.Duration) (time.Duration, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.tries[id]
	if wait := delay(t.wrong) - m.clock.Now().Sub(t.at); wait > 0 && t.wrong > 0 {
		return wait, nil
	}
	m.tries[id] = tried{t.wrong + 1, m.clock.Now(), t.entered}
	return 0, nil
}
func (m *memory) TookRight(_ context.Context, id office.ID) (Entered, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.tries[id]
	m.tries[id] = tried{entered: m.clock.Now()}
	return Entered{Before: t.entered, Wrong: max(0, t.wrong-1)}, nil
}

func sealInto(t *testing.T, path string, identity *seal.Identity, w written) {
	t.Helper()
	b, _ := json.Marshal(w)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	to, err := identity.Seal(f)
	if err != nil {
		t.Fatal(err)
	}
	to.Write(b)
	to.Close()
}
