"""Appointments of the hall in memory: ``appointments`` by code, checked in as the server does it."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.appointment import Appointment, check_time
from counter_app.domain.errors import RuleError
from counter_app.domain.hall import HallAnswer

PERSON_KEY = bytes(range(32))


class AppointmentSide:
    appointments: dict[str, Appointment]

    def _check_in(self, window, wish):
        found = next((e for e in self.appointments.values() if _is_meant(e, wish)), None)
        if found is None:
            raise RuleError("appointment_unknown")
        if found.ticket and found.day == self._today():
            ticket = self.tickets[found.ticket]
            line = [each for each in self._line() if each.line == ticket.line]
            return HallAnswer(ticket, ahead=sum(each.order < ticket.order for each in line))
        check_time(found, self.clock.read().wall_ms)
        wanted = replace(wish, line=found.line, ticket_class="appointment", people=found.people)
        answer = self._take(window, wanted)
        self.appointments[found.code] = replace(found, ticket=answer.ticket.id)
        return answer


def _is_meant(each, wish):
    return each.code == wish.code if wish.code else bool(each.person) and each.person == wish.person
