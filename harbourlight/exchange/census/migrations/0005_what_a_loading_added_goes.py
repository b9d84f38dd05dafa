"""What a loading added goes again when it is taken back: by a function of the owner, as the serving role deletes nothing.

It deletes from the tables that a loading writes to, and there what the loading itself says that it added.
"""

from django.db import migrations

from harbourlight.foundations.access.guard import SERVING_ROLE

FORGET = """
CREATE FUNCTION census_forget_added(loading uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE part record;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM census_importrun WHERE id = loading AND taken_back_at IS NULL) THEN
    RETURN;
  END IF;
  FOR part IN
    SELECT lower(replace(e.key, '.', '_')) AS name, array_agg(k.id::uuid) AS ids
    FROM census_loadedchild c, jsonb_each(c.added) e, jsonb_array_elements_text(e.value) k(id)
    WHERE c.run_id = loading GROUP BY 1
  LOOP
    IF part.name = ANY (ARRAY['childinneed_episode', 'childinneed_assessment', 'childinneed_managerreview',
      'childinneed_plan', 'childinneed_countedelsewhere', 'childprotection_enquiry', 'childprotection_protectionplan',
      'childprotection_conference', 'childprotection_conferencechild', 'childprotection_legalstage',
      'childprotection_strategydiscussion', 'childprotection_categorychange', 'pathways_deadline', 'people_identifier',
      'census_censuschild']) THEN
      EXECUTE format('DELETE FROM %I WHERE id = ANY ($1)', part.name) USING part.ids;
    END IF;
  END LOOP;
  DELETE FROM census_contradiction WHERE run_id = loading;
  DELETE FROM census_pair WHERE run_id = loading;
END $$;
REVOKE ALL ON FUNCTION census_forget_added(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION census_forget_added(uuid) TO {role};
""".replace("{role}", SERVING_ROLE)


class Migration(migrations.Migration):
    """The way back of a loading."""

    dependencies = [("census", "0004_second_lock_on_what_was_loaded")]

    operations = [migrations.RunSQL(FORGET, "DROP FUNCTION census_forget_added(uuid)")]
