namespace TitleReview.App.Storage.Files;

/// <summary>What lies where, the same in a folder and in a bucket. No name is ever built from unchecked input.</summary>
internal static class StoreNames
{
    private const int DigestLength = 64;

    public static string Of(Guid tenant, string sha256) => $"{tenant:D}/{Checked(sha256)[..2]}/{sha256}";

    public static string OfDerived(Guid tenant, string sha256, string kind) => $"{Derived(tenant)}{CheckedKind(kind)}/{Checked(sha256)[..2]}/{sha256}";

    public static string Derived(Guid tenant) => $"{tenant:D}/derived/";

    public static string OfPart(Guid tenant, Guid upload, int no) =>
        no is > 0 and < 100_000 ? $"{Parts(tenant, upload)}{no:00000}" : throw new ArgumentOutOfRangeException(nameof(no));

    public static string Parts(Guid tenant, Guid upload) => $"{tenant:D}/parts/{upload:N}/";

    public static string OfProbe() => $".probe/{Guid.NewGuid():N}";

    /// <summary>The digest in the name of a file; null for copies, parts and whatever else lies there.</summary>
    public static string? DigestIn(Guid tenant, string name) =>
        name.Split('/') is [var folder, { Length: 2 }, var file] && folder == $"{tenant:D}" && IsDigest(file) ? file : null;

    private static bool IsDigest(string text) => text.Length == DigestLength && text.All(char.IsAsciiHexDigitLower);

    private static string Checked(string sha256) =>
        IsDigest(sha256) ? sha256 : throw new ArgumentException("A digest is 64 lowercase hexadecimal digits.", nameof(sha256));

    private static string CheckedKind(string kind) =>
        kind.Length is > 0 and <= 32 && kind.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? kind
            : throw new ArgumentException("A kind is lowercase letters, digits and hyphens.", nameof(kind));
}
