namespace TitleReview.Domain.Presenting;

/// <summary>对账单里要认的几栏。</summary>
public enum BankColumn { Serial, Date, Amount, Payer, Remark }

public enum BankSheetState { Preview, Imported, Discarded }

/// <summary>传来的表：各行各格的文字，原样；读的时候就看出不对的格。</summary>
public sealed record BankCells(IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<CellError> Unreadable);

/// <summary>
/// 银行对账单：传上来先看，认好各栏、看过错处再入库。同一个文件不收两次。
/// 里面有不相干的人的账目：看的时候各格加密存着，入库、作废之后不再留。
/// </summary>
public sealed class BankSheet : ITenantOwned
{
    private BankSheet() { }

    /// <param name="sealedCells"><paramref name="cells"/> 的密文。</param>
    public BankSheet(BankSheetId id, OfficeId collector, string fileName, string sha256, BankCells cells, byte[] sealedCells, Actor actor, Moment now)
    {
        (Id, CollectorId, FileName, Sha256, RowCount, SealedCells) = (id, collector, fileName, sha256, cells.Rows.Count, sealedCells);
        (UploadedBy, UploadedByName, UploadedAt) = (actor.UserId, actor.Signature, now.Instant);
        (HeadRow, Columns) = BankHead.Guess(cells.Rows);
    }

    public TenantId TenantId { get; set; }
    public BankSheetId Id { get; private set; }
    public OfficeId CollectorId { get; private set; }
    public string FileName { get; private set; } = "";
    public string Sha256 { get; private set; } = "";

    /// <summary>表里一共多少行。</summary>
    public int RowCount { get; private set; }

    /// <summary>各格的密文；入库、作废之后为空。</summary>
    public byte[] SealedCells { get; private set; } = [];

    /// <summary>表头是第几行，从 0 起；没有认出来为 -1。</summary>
    public int HeadRow { get; private set; }

    /// <summary>各栏在第几列，从 0 起。</summary>
    public IReadOnlyDictionary<BankColumn, int> Columns { get; private set; } = new Dictionary<BankColumn, int>();

    public BankSheetState State { get; private set; }
    public UserId UploadedBy { get; private set; }
    public string UploadedByName { get; private set; } = "";
    public DateTimeOffset UploadedAt { get; private set; }
    public uint Version { get; private set; }

    /// <summary>认得不对的，由人指定各栏是哪一列。</summary>
    public Refusal? Map(int headRow, IReadOnlyDictionary<BankColumn, int> columns)
    {
        if (State != BankSheetState.Preview) return new SheetSettled();
        if (headRow < 0 || headRow >= RowCount) return new InvalidInput("HeadRow", $"表头在第几行？请填 1 至 {RowCount}。");
        if (columns.Values.GroupBy(c => c).Any(g => g.Count() > 1)) return new InvalidInput("Columns", "同一列不能当作两栏，请重新选。");
        (HeadRow, Columns) = (headRow, columns);
        return null;
    }

    public Refusal? Import() => Settle(BankSheetState.Imported);

    public Refusal? Discard() => Settle(BankSheetState.Discarded);

    private Refusal? Settle(BankSheetState state)
    {
        if (State != BankSheetState.Preview) return new SheetSettled();
        (State, SealedCells) = (state, []);
        return null;
    }
}

public sealed record SheetSettled() : Refusal("这份对账单已经入库或作废，不能再改。");
public sealed record SheetTaken(string When) : Refusal($"这个文件在 {When} 已经传过，同一份对账单不收两次。");
public sealed record SheetUnreadable(string Why) : Refusal(Why);
