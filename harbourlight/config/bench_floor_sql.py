"""The floor's plain SQL: the policies of the database hold for every statement."""

SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"

READER = """
SELECT p.id, p.agency_id,
  ARRAY(SELECT role::text FROM agencies_roleholding h WHERE h.professional_id = p.id AND h.started_on <= %s
    AND (h.ended_on IS NULL OR h.ended_on >= %s)) AS held,
  (SELECT min(a.name) FROM agencies_teammembership m JOIN agencies_team t ON t.id = m.team_id
    JOIN agencies_area a ON a.id = t.area_id WHERE m.professional_id = p.id AND m.started_on <= %s
    AND (m.ended_on IS NULL OR m.ended_on >= %s) HAVING min(a.name) = max(a.name)) AS area_name
FROM agencies_professional p WHERE p.id = %s"""

ASK_AS = """
SELECT set_config('harbourlight.actor', %s, true), set_config('harbourlight.system', '', true),
  set_config('harbourlight.holders', %s || ' ' || coalesce(access_holders_of(%s)::text, ''), true),
  set_config('pghistory.context_id', gen_random_uuid()::text, true),
  set_config('pghistory.context_metadata', json_build_object('by', %s::text)::text, true),
  set_config('pgtrigger.ignore', '{}', true)"""

READ = """
INSERT INTO access_reading (id, at, professional_id, person_id, verb, basis, place)
SELECT gen_random_uuid(), %s, %s, person_id, %s, '', %s FROM unnest(%s::uuid[]) AS read(person_id)"""

TEAMS = """
SELECT m.team_id, t.kind FROM agencies_teammembership m JOIN agencies_team t ON t.id = m.team_id
WHERE m.started_on <= %s AND (m.ended_on IS NULL OR m.ended_on >= %s) AND m.professional_id = %s"""

BOARD = """
SELECT c.id, c.reference, c.happened_at, c.urgency, c.rag, c.source, c.child_ids, o.name AS owner, a.name AS agency,
  d.clock, d.due_on, d.due_at, d.met_at, d.cancelled_at
FROM frontdoor_contact c LEFT JOIN agencies_professional o ON o.id = c.owner_id
LEFT JOIN agencies_agency a ON a.id = c.referrer_agency_id
LEFT JOIN LATERAL (SELECT * FROM pathways_deadline d WHERE d.subject_id = c.id AND d.clock = ANY(%s) AND d.is_alarm
  AND d.met_at IS NULL AND d.cancelled_at IS NULL AND d.clock = ANY(%s) ORDER BY due_at LIMIT 1) d ON true
WHERE c.state IN ('received', 'screening') AND (c.team_id = ANY(%s) OR cardinality(%s::uuid[]) = 0)
ORDER BY array_position(ARRAY['immediate', 'today', 'routine'], c.urgency::text), d.due_at, c.happened_at, c.id"""

BOARD_CHILDREN = """
SELECT c.contact_id, p.first_name, p.last_name FROM frontdoor_contactchild c JOIN people_person p ON p.id = c.person_id
WHERE c.contact_id = ANY(%s) ORDER BY c.id"""

HOUSEHOLDS = """
SELECT person_id, other_id FROM people_relationship WHERE lives_with AND ended_on IS NULL
  AND (person_id = ANY(%s) OR other_id = ANY(%s))"""

PERSON = """
SELECT p.id, p.first_name, p.last_name, p.is_child, p.born_on, p.birth_year, p.sex, p.ethnicity, p.disabilities,
  p.expected_on, p.language, p.needs_interpreter, l.name AS lead, l.phone AS lead_phone,
  EXISTS (SELECT 1 FROM access_barrier b WHERE b.person_id = p.id AND b.kind = 'restricted' AND b.ended_at IS NULL)
    AS is_restricted,
  ARRAY(SELECT id FROM people_person m WHERE m.merged_into_id = p.id ORDER BY 1) AS merged_ids
FROM people_person p LEFT JOIN agencies_professional l ON l.id = p.lead_professional_id WHERE p.id = %s"""

ON_FILE = """
SELECT EXISTS (SELECT 1 FROM actions_action_about(%s)) OR EXISTS (SELECT 1 FROM meetings_meeting_about(%s))
  OR EXISTS (SELECT 1 FROM childinneed_episode WHERE person_id = ANY(%s))
  OR EXISTS (SELECT 1 FROM childprotection_protectionplan WHERE person_id = ANY(%s))
  OR EXISTS (SELECT 1 FROM childprotection_enquiry WHERE person_id = ANY(%s))
  OR EXISTS (SELECT 1 FROM childprotection_strategydiscussion_about(%s))
  OR EXISTS (SELECT 1 FROM childprotection_conferencechild WHERE person_id = ANY(%s))
  OR EXISTS (SELECT 1 FROM childprotection_emergencymeasure WHERE person_id = ANY(%s))
  OR EXISTS (SELECT 1 FROM childprotection_areatransfer WHERE person_id = ANY(%s))
  OR EXISTS (SELECT 1 FROM childprotection_legalstage WHERE person_id = ANY(%s)) AS more"""

ADDRESSES = """
SELECT id, lines, postcode, phone, started_on, ended_on, is_hidden, never_to FROM people_address WHERE person_id = %s
ORDER BY ended_on, started_on DESC, recorded_at DESC"""

SERVICES = """
SELECT i.id, i.kind, concat_ws(', ', nullif(a.name, ''), nullif(i.service, '')) AS name, i.contact_details,
  i.started_on, i.ended_on
FROM people_involvement i LEFT JOIN agencies_agency a ON a.id = i.agency_id WHERE i.person_id = %s
ORDER BY i.kind, i.started_on DESC"""

RELATED = """
SELECT r.id, r.person_id, r.kind, r.has_parental_responsibility, r.lives_with, r.started_on, r.ended_on,
  p.id AS other, p.first_name, p.last_name
FROM (SELECT %s::uuid AS id) child JOIN people_relationship r ON r.person_id = child.id OR r.other_id = child.id
JOIN people_person p ON p.id = CASE WHEN r.person_id = child.id THEN r.other_id ELSE r.person_id END
ORDER BY r.ended_on, r.recorded_at, r.id"""

CLOSE = """
SELECT 1 FROM access_grant WHERE (holder_id = %s OR holder_id = %s OR holder_id IN (
    SELECT team_id FROM agencies_teammembership
    WHERE professional_id = %s AND started_on <= %s AND (ended_on IS NULL OR ended_on >= %s)))
  AND basis IN ('allocated', 'oversight') AND scope = 'record' AND valid_from <= %s
  AND (valid_until IS NULL OR valid_until > %s) AND person_id = ANY(%s)"""

CLOCKS = """
SELECT d.clock, d.title, d.subject_id, d.due_at FROM pathways_deadline d
WHERE d.id IN (SELECT pathways_deadline_about(%s::uuid[])) AND d.is_alarm AND d.cancelled_at IS NULL
  AND d.met_at IS NULL ORDER BY d.due_at LIMIT 20"""

CASES = """
SELECT id, state, refusal, happened_at FROM earlyhelp_case WHERE id IN (SELECT earlyhelp_case_about(%s::uuid[]))
ORDER BY happened_at DESC LIMIT 20"""

LINES = """
SELECT l.happened_at, l.recorded_at, l.what, l.is_significant, l.source_kind, a.name AS agency, p.name AS recorded_by
FROM chronology_line l LEFT JOIN agencies_agency a ON a.id = l.agency_id
LEFT JOIN agencies_professional p ON p.id = l.recorded_by_id
WHERE l.person_id = ANY(%s) AND l.source_kind <> 'requests.request'
ORDER BY l.happened_at DESC, l.recorded_at DESC LIMIT 6"""

NOTICES = """
SELECT DISTINCT n.id, n.is_urgent, n.says, n.raised_at FROM notices_waiting w
JOIN notices_notice n ON n.id = w.notice_id ORDER BY n.raised_at, n.id LIMIT 100"""
