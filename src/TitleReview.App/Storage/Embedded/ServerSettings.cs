namespace TitleReview.App.Storage.Embedded;

/// <summary>What the private server is told when it starts.</summary>
internal static class ServerSettings
{
    public static string CommandLine(EmbeddedPostgresOptions options, int port)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["max_connections"] = options.MaxConnections.ToString(),
            ["shared_buffers"] = $"{BufferMegabytes(options)}MB",
            ["password_encryption"] = "scram-sha-256",
            ["logging_collector"] = "off",
            ["log_min_duration_statement"] = "1000",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["jit"] = "off",
        };
        if (options.Unsafe)
            foreach (var name in new[] { "fsync", "synchronous_commit", "full_page_writes", "autovacuum" }) settings[name] = "off";
        foreach (var (name, value) in options.Settings) settings[name] = value;

        return $"-p {port} " + string.Join(' ', settings.Select(s => $"-c {s.Key}={Quote(s.Value)}"));
    }

    /// <summary>
    /// A sixteenth of what this process may use, within 128 MB and 1 GB: the queue of a million filings stays in memory, a small machine keeps its memory.
    /// Taken from the system only as it is used.
    /// </summary>
    private static long BufferMegabytes(EmbeddedPostgresOptions options) =>
        options.Unsafe ? 128 : Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16 / (1024 * 1024), 128, 1024);

    private static string Quote(string value) =>
        value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/') ? value
        : OperatingSystem.IsWindows() ? $"\"{value}\""
        : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
