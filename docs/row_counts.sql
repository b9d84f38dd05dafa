-- Each table's name, number of rows and a hash of them all: equal before a backup and after its restore.
-- Run by a role that bypasses row-level security; see deploy.md, "Backup, and the drill".
SET row_security = off;
SELECT format(
  'SELECT %L, count(*), coalesce(encode(sha256(convert_to(string_agg(h, '''' ORDER BY h), ''UTF8'')), ''hex''), ''-'')
   FROM (SELECT md5(t::text) AS h FROM ONLY %I.%I t) rows',
  relname, nspname, relname)
FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
WHERE relkind = 'r' AND nspname = 'public'
ORDER BY relname
\gexec
