using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TitleReview.App.Storage.Files;

/// <summary>
/// What the public may be given to download, told by content as <see cref="FileKinds"/> does for scans: those, and the
/// documents of the two office suites without macros. No archives: each file stands by itself, with its kind and size.
/// </summary>
public static class AttachmentKinds
{
    public static readonly IReadOnlyList<string> All = ["pdf", "docx", "xlsx", "doc", "xls", "jpg", "png"];

    private const int MaxEntries = 5000, DirectoryEntry = 128;

    private static ReadOnlySpan<byte> Ole => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static ReadOnlySpan<byte> Zip => "PK\u0003\u0004"u8;

    public static (string? Kind, FileFault? Fault) Inspect(byte[] content, string fileName)
    {
        if (FileNames.WhyNot(fileName) is { } badName) return (null, badName);
        var (kind, fault) = content.AsSpan().StartsWith(Zip) ? InPackage(content) : content.AsSpan().StartsWith(Ole) ? InCompound(content) : Scan(content, fileName);
        if (fault is not null) return (kind, fault);
        return Path.GetExtension(fileName).TrimStart('.').ToLowerInvariant() is var named && (named == kind || (named, kind) == ("jpeg", "jpg"))
            ? (kind, null) : (kind, FileFault.NameDisagrees);
    }

    public static string MediaType(string kind) => kind switch
    {
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "doc" => "application/msword",
        "xls" => "application/vnd.ms-excel",
        "jpg" => "image/jpeg",
        "png" => "image/png",
        _ => "application/octet-stream",
    };

    private static (string?, FileFault?) Scan(byte[] content, string fileName)
    {
        var look = FileKinds.Inspect(content, fileName);
        return (look.Kind switch { FileKind.Jpeg => "jpg", FileKind.Png => "png", _ => "pdf" }, look.Fault);
    }

    /// <summary>docx and xlsx are packages: a list of contents, and one main part that says which of the two.</summary>
    private static (string?, FileFault?) InPackage(byte[] content)
    {
        try
        {
            using var package = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            if (package.Entries.Count > MaxEntries) return (null, FileFault.Damaged);

            var names = package.Entries.Select(e => e.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (!names.Contains("[Content_Types].xml")) return (null, FileFault.UnknownKind);
            if (names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || n.Contains("/activeX/", StringComparison.OrdinalIgnoreCase))) return (null, FileFault.HasMacros);
            return names.Contains("word/document.xml") ? ("docx", null) : names.Contains("xl/workbook.xml") ? ("xlsx", null) : (null, FileFault.UnknownKind);
        }
        catch (InvalidDataException)
        {
            return (null, FileFault.Damaged);
        }
    }

    /// <summary>doc and xls are compound files: a directory of 128-byte entries, each beginning with its name in UTF-16.</summary>
    private static (string?, FileFault?) InCompound(byte[] content)
    {
        bool Has(string name)
        {
            var wanted = Encoding.Unicode.GetBytes(name + "\0");
            for (var at = 512; at + DirectoryEntry <= content.Length; at += DirectoryEntry)
                if (BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(at + 64)) == wanted.Length && content.AsSpan(at).StartsWith(wanted)) return true;
            return false;
        }

        if (Has("_VBA_PROJECT_CUR") || Has("_VBA_PROJECT") || Has("VBA") || Has("Macros")) return (null, FileFault.HasMacros);
        return Has("WordDocument") ? ("doc", null) : Has("Workbook") || Has("Book") ? ("xls", null) : (null, FileFault.UnknownKind);
    }
}
