package station

import (
	"reflect"
	"testing"
)

// TestEachRoomAsksOnlyThoseAboveIt holds the order of the rooms: one that asks a room below
// itself would make a ring of them, and one that asks a room of another station would act there.
func TestEachRoomAsksOnlyThoseAboveIt(t *testing.T) {
	s := reflect.ValueOf(stand(&ground{})).Elem()
	above := map[reflect.Type]uintptr{}
	for i := range s.NumField() {
		room := s.Field(i)
		if !s.Type().Field(i).Anonymous {
			continue
		}
		for name, asked := range asksOf(room.Elem()) {
			if at, is := above[asked.Type()]; !is || at != asked.Pointer() {
				t.Errorf("%s asks %s, which does not stand above it in Station", room.Type(), name)
			}
		}
		above[room.Type()] = room.Pointer()
	}
	if len(above) < 15 {
		t.Errorf("only %d rooms were seen", len(above))
	}
}

// asksOf are the ground and the other rooms that a room is given, by name.
func asksOf(room reflect.Value) map[string]reflect.Value {
	rooms := map[reflect.Type]bool{}
	for f := range reflect.TypeFor[Station]().NumField() {
		if field := reflect.TypeFor[Station]().Field(f); field.Anonymous {
			rooms[field.Type] = true
		}
	}
	asks := map[string]reflect.Value{}
	for i := range room.NumField() {
		if f := room.Field(i); rooms[f.Type()] {
			asks[room.Type().Field(i).Name] = f
		}
	}
	return asks
}

// TestNoRoomIsTheWholeHouse keeps the station from becoming one thing again.
func TestNoRoomIsTheWholeHouse(t *testing.T) {
	const most = 32 // of its own, offered to pages and verbs
	for i := range reflect.TypeFor[Station]().NumField() {
		f := reflect.TypeFor[Station]().Field(i)
		if !f.Anonymous {
			continue
		}
		own := f.Type.NumMethod()
		if f.Name != "ground" {
			own -= reflect.TypeFor[*ground]().NumMethod()
		}
		if own > most {
			t.Errorf("%s offers %d methods, more than %d: it is two rooms", f.Name, own, most)
		}
	}
}
