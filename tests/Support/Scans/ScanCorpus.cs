using System.Text.Json;
using Microsoft.Playwright;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Tests.Support.Scans;

/// <param name="Kind">name, id, phone, employer, employerSeal, photo, eyes.</param>
/// <param name="Box">In fractions of the picture, around the letters themselves.</param>
public sealed record ScanTruth(string Kind, PictureBox Box);

public sealed record SyntheticScan(string Name, ScanKind Kind, InventedPerson Person, byte[] Jpeg, IReadOnlyList<ScanTruth> Truth);

/// <summary>Scans of invented people drawn by Chromium: skewed, noisy, shaded, as scanners and phones give them; where the words stand is measured in the page.</summary>
public sealed class ScanCorpus : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _chromium;

    private ScanCorpus(IPlaywright playwright, IBrowser chromium) => (_playwright, _chromium) = (playwright, chromium);

    public static async Task<ScanCorpus> Open()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists),
            Headless = true,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    /// <summary>Person n on a page of this kind; everything that varies comes from the two.</summary>
    public async Task<SyntheticScan> Draw(int n, ScanKind kind, bool clean = false)
    {
        var person = InventedPerson.Number(n);
        var random = new Random(n * 100 + (int)kind);
        var content = ScanPages.Of(kind, person, random);
        var phone = kind == ScanKind.PhonePhoto;
        var (width, height) = content.Contains("width:1654px", StringComparison.Ordinal) ? (1654, 1170) : (1240, 1754);
        var skew = clean ? 0 : (random.NextDouble() * 2 - 1) * 3;
        var (noise, soft) = clean ? (0, 0) : (0.08 + random.NextDouble() * 0.2, random.NextDouble());

        await using var context = await _chromium.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height }, DeviceScaleFactor = kind is ScanKind.IdCardFront or ScanKind.IdCardBack ? 1.4f : 1f + random.Next(3) * 0.25f,
        });
        var page = await context.NewPageAsync();
        await page.SetContentAsync(Framed(content, skew, noise, soft, phone, random));
        await page.EvaluateAsync("() => document.fonts.ready");
        var rectangles = await page.EvaluateAsync<JsonElement>("""
            () => [...document.querySelectorAll('[m]')].flatMap(e => [...e.getClientRects()].map(r => ({ kind: e.getAttribute('m'), x: r.x, y: r.y, w: r.width, h: r.height })))
            """);
        var picture = await page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg, Quality = clean ? 92 : random.Next(45, 88) });
        return new($"{n:00}-{kind}", kind, person, picture, [.. rectangles.EnumerateArray().Select(r => Truth(r, width, height))]);
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
    }

    // A line's box is higher than its letters; half of what is left over and under them is not to be masked.
    private static ScanTruth Truth(JsonElement r, double width, double height)
    {
        var (kind, x, y, w, h) = (r.GetProperty("kind").GetString()!, r.GetProperty("x").GetDouble(), r.GetProperty("y").GetDouble(), r.GetProperty("w").GetDouble(), r.GetProperty("h").GetDouble());
        var spare = kind is "photo" or "eyes" or "employerSeal" ? 0 : h * 0.2;
        return new(kind, new(x / width, (y + spare) / height, (x + w) / width, (y + h - spare) / height));
    }

    private static string Framed(string content, double skew, double noise, double soft, bool phone, Random random) => $$"""
        <!DOCTYPE html><meta charset="utf-8"><style>
        * { margin: 0; box-sizing: border-box } i { font-style: normal } u { text-decoration: none; border-bottom: 1.5px solid #777 }
        body { width: 100vw; height: 100vh; overflow: hidden; background: {{(phone ? "#6d5b49" : "#d6d5d0")}}; font-family: 'Noto Serif CJK SC', serif; color: #1c1c1e }
        .page { position: relative; display: flow-root; transform: {{(phone ? $"perspective(2600px) rotateX({random.Next(-5, 6)}deg) rotateY({random.Next(-5, 6)}deg) scale(.9) " : "")}}rotate({{skew:0.##}}deg); transform-origin: 50% 50%; filter: blur({{soft:0.##}}px) }
        .head { text-align: center; font-weight: 700 } .rows { position: absolute } .rows u { font-family: 'Noto Sans CJK SC' } .rows span { color: #333 }
        table { border-collapse: collapse } td { border: 2px solid #333; text-align: center }
        .card { position: absolute; font: 30px 'Noto Sans CJK SC' } .card b { font-weight: 400; font-size: 25px; color: #3b77ae }
        .waves { position: absolute; inset: 0; background: repeating-radial-gradient(circle at 20% -40%, rgba(150,110,60,.07) 0 2px, transparent 2px 13px) }
        .over { position: fixed; inset: 0; pointer-events: none }
        </style><body>{{content}}
        <div class="over" style="background: linear-gradient({{random.Next(360)}}deg, rgba(0,0,0,{{(phone ? 0.32 : 0.1):0.##}}), transparent 55%, rgba(255,250,230,.12)); mix-blend-mode: multiply"></div>
        {{(phone ? $"<div class='over' style='background: radial-gradient(ellipse at {random.Next(100)}% {random.Next(100)}%, rgba(20,15,10,.42), transparent 45%); mix-blend-mode: multiply'></div>" : "")}}
        {{(noise > 0 ? $"<svg class='over' width='100%' height='100%' style='opacity:{noise:0.##};mix-blend-mode:overlay'><filter id='n'><feTurbulence type='fractalNoise' baseFrequency='.9' numOctaves='2' seed='{random.Next(999)}'/></filter><rect width='100%' height='100%' filter='url(#n)'/></svg>" : "")}}
        """;
}
