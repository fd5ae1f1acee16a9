using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TitleReview.App.Tests.Documents;

/// <summary>A printed PDF as poppler, a program that is not ours, sees it.</summary>
public sealed partial class Pdf : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pdf");

    public Pdf(byte[] bytes)
    {
        File.WriteAllBytes(_file, bytes);
        Info = Run("pdfinfo", _file);
        Fonts = Run("pdffonts", _file);
        Pages = [.. Run("pdftotext", "-raw", "-enc", "UTF-8", _file, "-").Split('\f')[..^1]];
        Text = Squeeze(string.Concat(Pages));
    }

    public string Info { get; }
    public string Fonts { get; }
    public IReadOnlyList<string> Pages { get; }

    /// <summary>All pages in reading order, without white space: where a line wraps does not matter.</summary>
    public string Text { get; }

    public int PageCount => int.Parse(PageCountLine().Match(Info).Groups["count"].Value, CultureInfo.InvariantCulture);

    public static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>How many pixels of a page are neither paper nor ink: the watermark's grey.</summary>
    public int PalePixels(int page)
    {
        var picture = Path.ChangeExtension(_file, null);
        Run("pdftoppm", "-gray", "-r", "50", "-f", $"{page}", "-l", $"{page}", "-singlefile", _file, picture);
        var bytes = File.ReadAllBytes(picture + ".pgm");
        File.Delete(picture + ".pgm");
        return bytes.Count(b => b is > 200 and < 250);
    }

    public void Dispose() => File.Delete(_file);

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        })!;
        // Old popplers call a correct "Suspects" entry an error; the exit code is what counts.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    [GeneratedRegex(@"Pages:\s+(?<count>\d+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex PageCountLine();
}
