using System.Globalization;
using System.Text.RegularExpressions;

namespace TitleReview.Domain.Presenting;

/// <summary>从表头的字认各栏：各家银行叫法不同，认不出的由人指定。</summary>
public static class BankHead
{
    /// <summary>表头之前常有抬头、账号几行；再往下就不是表头了。</summary>
    private const int Within = 30;

    private static readonly (BankColumn Column, string[] Words)[] Known =
    [
        (BankColumn.Serial, ["交易流水号", "银行流水号", "流水号", "交易号", "核心流水", "交易参考号", "凭证号"]),
        (BankColumn.Date, ["交易日期", "交易时间", "入账日期", "记账日期", "日期"]),
        (BankColumn.Amount, ["贷方发生额", "贷方金额", "收入金额", "入账金额", "到账金额", "收入", "贷方"]),
        (BankColumn.Payer, ["对方户名", "对方名称", "付款人名称", "付款人", "付款方", "对方账户名称", "户名"]),
        (BankColumn.Remark, ["附言", "备注", "摘要", "用途"]),
    ];

    /// <summary>收支都记在一栏里的，要另有一栏说是收是支，或者全表只有这一栏金额（支出写成负数），才敢当作收入。</summary>
    private static readonly string[] Either = ["交易金额", "发生额", "金额"], Directions = ["借贷标志", "借贷", "收支标志", "收支", "交易方向", "方向"], ApartWords = ["借方", "贷方", "收入", "支出", "转出"];

    /// <summary>写着是收是支的那一栏；没有为 -1。</summary>
    public static int Direction(IReadOnlyList<string> head) => Enumerable.Range(0, head.Count).FirstOrDefault(i => Directions.Any(d => Bare(head[i]).Contains(d, StringComparison.Ordinal)), -1);

    /// <summary>记金额的只有一栏，也没有分借贷、收支的。</summary>
    private static bool HasOneAmount(IReadOnlyList<string> head) =>
        head.Count(h => Either.Any(w => Bare(h).Contains(w, StringComparison.Ordinal))) == 1 && !head.Any(h => ApartWords.Any(w => Bare(h).Contains(w, StringComparison.Ordinal)));

    /// <summary>支出的：借、支、转出。</summary>
    public static bool IsOutgoing(string direction) => direction.Plain() is var words && (words.Contains('借') || words.Contains('支') || words.Contains('出') || words is "D" or "Dr" or "DR");

    public static string Label(this BankColumn column) => column switch
    {
        BankColumn.Serial => "流水号", BankColumn.Date => "日期", BankColumn.Amount => "收入金额", BankColumn.Payer => "付款人", _ => "附言（备注）",
    };

    /// <summary>没有它就对不了账的三栏。</summary>
    public static bool IsNeeded(this BankColumn column) => column is BankColumn.Serial or BankColumn.Date or BankColumn.Amount;

    /// <summary>A、B、…、Z、AA：人在表格里看到的列名。</summary>
    public static string Letter(int column) => (column >= 26 ? Letter(column / 26 - 1) : "") + (char)('A' + column % 26);

    public static (int HeadRow, IReadOnlyDictionary<BankColumn, int> Columns) Guess(IReadOnlyList<IReadOnlyList<string>> cells)
    {
        (int Row, Dictionary<BankColumn, int> Columns) best = (-1, []);
        for (var row = 0; row < Math.Min(cells.Count, Within); row++)
            if (In(cells[row]) is { Count: >= 2 } found && found.Count > best.Columns.Count) best = (row, found);
        return best;
    }

    private static Dictionary<BankColumn, int> In(IReadOnlyList<string> head)
    {
        Dictionary<BankColumn, int> found = [];
        foreach (var (column, known) in Known)
        {
            string[] words = column == BankColumn.Amount && (Direction(head) >= 0 || HasOneAmount(head)) ? [.. known, .. Either] : known;
            // 先找一字不差的，再找含有的；同一列只认一次。
            var at = words.Select(w => Find(head, found, h => h == w)).Concat(words.Select(w => Find(head, found, h => h.Contains(w, StringComparison.Ordinal)))).FirstOrDefault(i => i >= 0, -1);
            if (at >= 0) found[column] = at;
        }

        return found;
    }

    private static int Find(IReadOnlyList<string> head, Dictionary<BankColumn, int> taken, Func<string, bool> is_)
    {
        for (var i = 0; i < head.Count; i++)
            if (!taken.ContainsValue(i) && is_(Bare(head[i]))) return i;
        return -1;
    }

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}

/// <summary>一格读不懂：第几行、哪一列、为什么。</summary>
public sealed record CellError(int RowNo, int Column, string Why)
{
    public string Sentence => $"第 {RowNo} 行 {BankHead.Letter(Column)} 列：{Why}";
}

/// <summary>照认好的各栏读一份对账单：收入的各行，读不懂的各格，跳过了几行支出与空行。</summary>
public sealed record BankReading(IReadOnlyList<BankEntry> Entries, IReadOnlyList<CellError> Errors, int Skipped)
{
    private static readonly string[] DateForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];

    public static BankReading Of(BankSheet sheet, BankCells cells)
    {
        if (sheet.HeadRow < 0 || sheet.HeadRow >= cells.Rows.Count || Enum.GetValues<BankColumn>().Any(c => c.IsNeeded() && !sheet.Columns.ContainsKey(c))) return new([], [], 0);

        var direction = BankHead.Direction(cells.Rows[sheet.HeadRow]);
        var unreadable = cells.Unreadable.Where(e => sheet.Columns.Values.Contains(e.Column)).ToLookup(e => e.RowNo);
        var (entries, errors, skipped) = (new List<BankEntry>(), new List<CellError>(), 0);
        for (var row = sheet.HeadRow + 1; row < cells.Rows.Count; row++)
        {
            string At(BankColumn column) => sheet.Columns.TryGetValue(column, out var at) && at < cells.Rows[row].Count ? cells.Rows[row][at].Plain() : "";
            var (serial, day, amount, no, count) = (At(BankColumn.Serial), At(BankColumn.Date), At(BankColumn.Amount), row + 1, errors.Count);
            errors.AddRange(unreadable[no]);
            // 支出的、合计的、空的行没有收入金额，或没有流水号与日期。
            if (errors.Count == count && (amount is "" or "0" or "0.00" or "-" || amount.StartsWith('-') || (serial.Length == 0 && day.Length == 0)
                || (direction >= 0 && direction < cells.Rows[row].Count && BankHead.IsOutgoing(cells.Rows[row][direction])))) { skipped++; continue; }

            var (fen, paidOn) = (Money.ReadYuan(amount), Day(day));
            void Wrong(BankColumn column, string why)
            {
                if (errors.Skip(count).All(e => e.Column != sheet.Columns[column])) errors.Add(new(no, sheet.Columns[column], why));
            }

            if (fen is null) Wrong(BankColumn.Amount, $"金额“{Few(amount)}”读不懂，应像 380.00。");
            if (paidOn is null) Wrong(BankColumn.Date, day.Length == 0 ? "没有日期。" : $"日期“{Few(day)}”读不懂，应像 2023-11-01。");
            if (serial.Length is 0 or > 60) Wrong(BankColumn.Serial, serial.Length == 0 ? "没有流水号，无法防止一笔钱记两次。" : "流水号太长，多半认错了列。");
            else if (Rounded(serial)) Wrong(BankColumn.Serial, $"流水号“{Few(serial)}”被表格软件当成了数，末几位已经丢了。请从银行重新导出，把这一列设为文本。");
            if (errors.Count == count) entries.Add(new BankEntry(no, serial, paidOn!.Value, fen!.Value, Clip(At(BankColumn.Payer), 100), Clip(At(BankColumn.Remark), 300)));
        }

        return new(entries, errors, skipped);
    }

    /// <summary>“2023-11-01 09:30:00”只取日子。</summary>
    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text.Split(' ', 'T')[0], DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2100 ? day : null;

    private static bool Rounded(string serial) => serial.Contains("E+", StringComparison.OrdinalIgnoreCase) && serial[0] is >= '0' and <= '9' && double.TryParse(serial, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Clip(string text, int most) => text.Length > most ? text[..most] : text;

    private static string Few(string text) => Clip(text, 20);
}

/// <summary>备注里的申报编号：短横可有可无，全角半角都认。</summary>
public static partial class FilingNumberWords
{
    public static IReadOnlyList<string> In(string text) =>
        [.. Number().Matches(text.Normalize(System.Text.NormalizationForm.FormKC).ToUpperInvariant()).Select(m => $"{m.Groups["port"].Value}-{m.Groups["year"].Value}-{m.Groups["no"].Value}").Distinct()];

    [GeneratedRegex("(?<![A-Z0-9])(?<port>[A-Z]{2,6})[-－ ]?(?<year>20[0-9]{2})[-－ ]?(?<no>[0-9]{6})(?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
