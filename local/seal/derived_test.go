package seal

import (
	"bytes"
	"testing"
)

func TestADerivedKeyIsOfOneIdentityAndOnePurpose(t *testing.T) {
	id, other := fresh(t), fresh(t)
	key := func(i *Identity, purpose string) []byte {
		k, err := i.Key(purpose)
		if err != nil || len(k) != KeySize {
			t.Fatal(len(k), err)
		}
		return k
	}
	again, err := FromRecoveryKey(id.RecoveryKey())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(key(id, "records"), key(again, "records")) {
		t.Error("the recovery key gives another one")
	}
	for name, k := range map[string][]byte{"another purpose": key(id, "drafts"), "another identity": key(other, "records")} {
		if bytes.Equal(k, key(id, "records")) {
			t.Errorf("%s has the same key", name)
		}
	}
	if witness, err := id.Witness(nil); err != nil || bytes.Equal(witness, key(id, "records")) {
		t.Error("a witness is the key")
	}
}
