using System.Text;
using System.Text.Json;
using TitleReview.App.Tests.Documents;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Tests.Support;
using TitleReview.Tests.Support.Scans;

namespace TitleReview.Documents.Tests;

public sealed class MaskProposalMeasureTests(Printing printing)
{
    private static readonly IReadOnlySet<Clue> All = Enum.GetValues<Clue>().ToHashSet();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "遮盖建议：几张样张上找得到该遮的，不乱提")]
    public async Task A_small_sample()
    {
        var measures = await Measured([(1, ScanKind.Proof), (5, ScanKind.IdCardFront), (2, ScanKind.Appraisal), (6, ScanKind.TitleCertificate), (9, ScanKind.IdCardBack)]);

        foreach (var kind in new[] { "name", "id", "phone", "employer", "employerSeal", "photo" })
        {
            Assert.True(measures.Recall(kind) >= 0.85, $"{kind}: {string.Join("; ", measures.Missed)}");
            Assert.True(measures.Precision(kind) >= 0.85, $"{kind}: {string.Join("; ", measures.Wrong)}");
        }
    }

    /// <summary>TITLEREVIEW_MEASURE=1 dotnet run --project tests/TitleReview.Documents.Tests -- --filter-class '*MaskProposalMeasureTests' writes docs/mask-proposals.md.</summary>
    [Fact(DisplayName = "遮盖建议：一百多张生成的扫描件上的查全率与查准率")]
    [Trait("Measure", "true")]
    public async Task The_whole_corpus()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TITLEREVIEW_MEASURE") == "1", "Measured only when asked for: it takes minutes.");
        // The matching was improved while looking at the first twelve people; the last four were looked at only here.
        var seen = await Measured(Scans(0, 12));
        var unseen = await Measured(Scans(12, InventedPerson.Count - 12));

        await File.WriteAllTextAsync(Path.Combine(Repository.Root, "docs", "mask-proposals.md"), Report.Of(seen, unseen), Ct);
        foreach (var measures in new[] { seen, unseen })
            Assert.True(measures.Recall("id") >= 0.95 && measures.Recall("name") >= 0.9 && measures.Recall("employer") >= 0.85);
    }

    private static List<(int Person, ScanKind Kind)> Scans(int first, int people) =>
        [.. from n in Enumerable.Range(first, people) from kind in Enum.GetValues<ScanKind>() select (n, kind)];

    private async Task<Measures> Measured(IReadOnlyList<(int Person, ScanKind Kind)> wanted)
    {
        var measures = new Measures();
        await using var corpus = await ScanCorpus.Open();
        foreach (var (person, kind) in wanted)
        {
            var scan = await corpus.Draw(person, kind);
            var read = await Read(scan);
            var known = new KnownIdentity(scan.Person.Name, scan.Person.IdNumber, scan.Person.Phone, [scan.Person.Employer]);
            measures.Add(scan, MaskProposals.For(read, known, All) is MasksFound found ? found.Proposals : []);
        }

        return measures;
    }

    // With a folder to keep what was read, a change of the matching alone is measured again in seconds.
    private async Task<ReadScan> Read(SyntheticScan scan)
    {
        if (Environment.GetEnvironmentVariable("TITLEREVIEW_KEEP") is not { Length: > 0 } folder) return await printing.Worker.Read(scan.Jpeg, Ct);

        var (picture, kept) = (Path.Combine(folder, scan.Name + ".jpg"), Path.Combine(folder, scan.Name + ".json"));
        if (File.Exists(kept) && (await File.ReadAllBytesAsync(picture, Ct)).SequenceEqual(scan.Jpeg)) return JsonSerializer.Deserialize<ReadScan>(await File.ReadAllTextAsync(kept, Ct))!;

        var read = await printing.Worker.Read(scan.Jpeg, Ct);
        await File.WriteAllBytesAsync(picture, scan.Jpeg, Ct);
        await File.WriteAllTextAsync(kept, JsonSerializer.Serialize(read), Ct);
        return read;
    }
}

internal static class Report
{
    private static readonly (string Kind, string Title, string Aim)[] Rows =
    [
        ("name", "姓名", "≥ 90 %"), ("id", "身份证号码", "≥ 95 %"), ("phone", "电话号码", ""), ("employer", "工作单位（文字）", "≥ 85 %"), ("employerSeal", "工作单位（圆印）", ""), ("photo", "照片", ""), ("eyes", "照片的眼睛部位", ""),
    ];

    public static string Of(Measures seen, Measures unseen)
    {
        var text = new StringBuilder($"""
            # 遮盖建议：量得的数

            由 `TITLEREVIEW_MEASURE=1` 的 `MaskProposalMeasureTests` 写出，不手改。160 张扫描件由测试生成（`tests/Support/Scans`）：十六个编造的人，十种件——
            职称证书、身份证两面、毕业证、年度考核表、荣誉证书、盖章证明、合同、继续教育证书、手机拍的证明；斜 0–3°，带噪点、阴影、模糊与压缩。
            名字里有带生僻字的（䶮、翀、喆堃、赟、犇）与带间隔号的；每张都写有别人的姓名、号码与单位，看会不会乱提。

            一个该遮的框，字的九成被建议盖住才算找到；一处建议，落在该遮的框上才算对。圆印与文字的单位合算一个查准率。

            样张是印刷体，比真的扫描件整齐：没有手写，字体只有宋体与黑体两种。这些数说明方法够用，不保证真件上一样高。

            """);
        Table("看着改进匹配的十二个人（120 张）", seen);
        Table("改好之后才看的四个人（40 张）", unseen);

        void Table(string title, Measures measures)
        {
            text.AppendLine($"""
                ## {title}

                | 种类 | 应找 | 找到 | 查全率 | 目标 | 提出 | 提对 | 查准率 |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
            foreach (var (kind, name, aim) in Rows)
            {
                var c = measures.Counts(kind);
                var right = c.Proposed > 0 ? $"{c.Proposed} | {c.Right} | {100.0 * measures.Precision(kind):0.0} %" : "| |";
                text.AppendLine($"| {name} | {c.All} | {c.Found} | {100.0 * measures.Recall(kind):0.0} % | {aim} | {right} |");
            }

            text.AppendLine();
        }

        return text.AppendLine("""
            ## 没有量到的

            - 照片是画出来的人像，不是真照片：这两行只说明方法通，不说明真照片上的数。找照片只凭样子（肤色的一块，上面有深色头发），戴浅色头巾、光头、黑白照片找不到；身份证的照片另由号码一行推出位置。
            - 手写字、楷体、蒙古文与维吾尔文（阿拉伯字母）没有量；识别的模型不认后两种。
            - 生僻字识别不认得时，凭“姓名”一栏、“同志”与“身份证号”推断，把握只写“请核对”；句子中间没有这些字作陪的找不到。
            - 椭圆印、方印不展开来读；压在字上的红印，去红后再读一遍。

            ## 没有找到的
            """).AppendLine().AppendJoin("\n", seen.Missed.Concat(unseen.Missed).Select(m => $"- {m}")).AppendLine().AppendLine("\n## 提错的\n").AppendJoin("\n", seen.Wrong.Concat(unseen.Wrong).Select(m => $"- {m}")).AppendLine().ToString();
    }
}
