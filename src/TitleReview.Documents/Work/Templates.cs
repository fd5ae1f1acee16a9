namespace TitleReview.Documents.Work;

/// <summary>Templates travel inside the assembly; the worker sees only those that a job brings.</summary>
internal static class Templates
{
    public static IReadOnlyDictionary<string, string> Named(params string[] names) =>
        names.ToDictionary(name => name, Read);

    private static string Read(string name)
    {
        using var stream = typeof(Templates).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
