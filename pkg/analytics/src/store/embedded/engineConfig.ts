// Inserts end this far from a full disk: dropping a partition needs room too, and on a full disk it is refused.
const KEPT_FREE_BYTES = 64 * 1024 * 1024;

function escapeXml(value: string): string {
  return value.replace(/[<>&]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** The engine's configuration file. Query settings have no effect in it: they travel with each request. */
export function engineConfig(options: { dataDirectory: string; memoryBytes: number }): string {
  return [
    '<clickhouse>',
    `<max_server_memory_usage>${Math.round(options.memoryBytes)}</max_server_memory_usage>`,
    '<mark_cache_size>67108864</mark_cache_size>',
    '<primary_index_cache_size>67108864</primary_index_cache_size>',
    '<index_mark_cache_size>67108864</index_mark_cache_size>',
    '<merge_tree>',
    '<fsync_after_insert>1</fsync_after_insert>',
    '<fsync_part_directory>1</fsync_part_directory>',
    '<non_replicated_deduplication_window>1000</non_replicated_deduplication_window>',
    `<min_free_disk_bytes_to_perform_insert>${KEPT_FREE_BYTES}</min_free_disk_bytes_to_perform_insert>`,
    '</merge_tree>',
    `<backups><allowed_path>${escapeXml(options.dataDirectory)}/backups/</allowed_path></backups>`,
    '</clickhouse>',
  ].join('\n');
}
