import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** As before, and one who jumps keeps the address for e-mails if the target journey sends any. */
const land = `create or replace function walker_land(at double precision) returns boolean language plpgsql volatile as $$
  declare
    jump walker_jumps;
    target integer;
  begin
    delete from walker_jumps where sequence = (select sequence from walker_jumps order by sequence limit 1 for update skip locked) returning * into jump;
    if not found then return false; end if;
    select key into target from walker_versions where journey_id = jump.journey_id and accepts order by key desc limit 1;
    if target is not null then
      perform walker_enter(target, at, json_build_array(json_build_object(
        'id', jump.person_id,
        'key', jump.key,
        'attributes', (
          select json_object_agg(key, value) from json_each(jump.attributes)
          where key in (select attribute from walker_activities where version_key = target)
            or key = 'email' and exists (select from walker_activities where version_key = target and kind = 'email')
        )
      )));
    end if;
    return true;
  end
$$`

/** The address for e-mails goes along with a jump. */
export const addressesOfJumps: Migration = {
  up: async (database: Kysely<unknown>) => void (await sql.raw(land).execute(database)),
}
