namespace TitleReview.App.Storage.Embedded;

public sealed record EmbeddedPostgresOptions
{
    /// <summary>Holds the cluster, its secret and its lock. Created when missing.</summary>
    public required string Folder { get; init; }

    public string Database { get; init; } = "titlereview";

    /// <summary>First port to try; 0 means any free one.</summary>
    public int FirstPort { get; init; }

    public int LastPort { get; init; }

    public int MaxConnections { get; init; } = 200;

    /// <summary>For tests only: trades durability for speed.</summary>
    public bool Unsafe { get; init; }

    public bool StopOnDispose { get; init; } = true;

    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a polite stop may take before the server is told to leave at once.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Further settings of the server; they win over ours.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where the programs and the user to run them as are looked up; the process environment by default.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    public Action<string>? Log { get; init; }
}

public sealed class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);
