using System.Globalization;

namespace TitleReview.App.Storage.Files;

/// <summary>What a file's name may say. The name is shown to people and never becomes a path.</summary>
internal static class FileNames
{
    private const int MaxLength = 200;

    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        "jpg", "jpeg", "png", "pdf", "gif", "bmp", "tif", "tiff", "webp", "svg", "heic", "htm", "html", "xhtml", "xml", "js", "mjs", "css",
        "php", "asp", "aspx", "jsp", "cgi", "exe", "dll", "msi", "bat", "cmd", "com", "scr", "ps1", "vbs", "lnk", "sh", "jar", "apk",
        "zip", "rar", "7z", "gz", "tar", "doc", "docx", "docm", "xls", "xlsx", "xlsm", "ppt", "pptx", "wps", "et", "ofd", "txt", "eml",
    };

    public static FileFault? WhyNot(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxLength || name.Any(IsHidden)) return FileFault.BadName;
        if (name.AsSpan().ContainsAny("/\\:")) return FileFault.BadName;

        var parts = name.Split('.');
        return parts.Length > 2 && parts[1..^1].Any(p => Extensions.Contains(p.Trim())) ? FileFault.DoubleExtension : null;
    }

    public static FileKind? KindOf(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" => FileKind.Jpeg,
        ".png" => FileKind.Png,
        ".pdf" => FileKind.Pdf,
        _ => null,
    };

    /// <summary>NUL and line breaks, and the marks that turn "gpj.exe" round on the screen.</summary>
    private static bool IsHidden(char c) => char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
