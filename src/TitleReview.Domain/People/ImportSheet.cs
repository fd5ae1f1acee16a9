namespace TitleReview.Domain.People;

public enum ImportKind { Staff, Offices, Experts }

/// <summary>看过预览还没有办、办完了、不办了。</summary>
public enum ImportState { Previewed, Done, Dropped }

/// <summary>一行办成了什么：添上、更新、跳过、没有办成。</summary>
public enum ImportResult { Added, Updated, Skipped, Failed }

/// <summary>
/// 一次成批导入：交来的各行封存着等确认，确认之前什么都没有改变；办完即删去各行，只留结果。分批办，每批与它的结果同一事务，断了接着办。
/// </summary>
public sealed class ImportSheet : ITenantOwned
{
    /// <summary>没有确认的只放这么久。</summary>
    public const int KeptDays = 2;

    private ImportSheet() { }

    public ImportSheet(ImportSheetId id, ImportKind kind, string fileName, int rows, byte[] sealedRows, Actor actor, Moment now) =>
        (Id, Kind, FileName, Rows, SealedRows, OfficeId, UploadedBy, UploadedByName, UploadedAt) =
        (id, kind, fileName, rows, sealedRows, actor.OfficeId!.Value, actor.UserId, actor.Signature, now.Instant);

    public TenantId TenantId { get; set; }
    public ImportSheetId Id { get; private set; }
    public ImportKind Kind { get; private set; }
    public OfficeId OfficeId { get; private set; }
    public string FileName { get; private set; } = "";
    public int Rows { get; private set; }

    /// <summary>各行的密文：里面有身份证号码。</summary>
    public byte[] SealedRows { get; private set; } = [];

    public UserId UploadedBy { get; private set; }
    public string UploadedByName { get; private set; } = "";
    public DateTimeOffset UploadedAt { get; private set; }
    public ImportState State { get; private set; }

    /// <summary>已有的：更新，或跳过。</summary>
    public bool UpdatesExisting { get; private set; }

    /// <summary>办到第几行；断了从这里接着办。</summary>
    public int Handled { get; private set; }

    /// <summary>各行的结果，逐行一条，不含号码。</summary>
    public IReadOnlyList<ImportedRow> Outcome { get; private set; } = [];

    public DateTimeOffset? DoneAt { get; private set; }
    public uint Version { get; private set; }

    public bool IsMine(Actor actor) => actor.OfficeId == OfficeId;

    public Refusal? WhyNotRun() => State == ImportState.Previewed ? null : new ImportOver();

    /// <summary>第一批定下已有的怎么办，之后不变。</summary>
    public void Choose(bool updates)
    {
        if (Handled == 0) UpdatesExisting = updates;
    }

    /// <summary>办完一批；最后一批办完，各行的密文删去。</summary>
    public void Handle(IReadOnlyList<ImportedRow> batch, Moment now)
    {
        Outcome = [.. Outcome, .. batch];
        Handled += batch.Count;
        if (Handled < Rows) return;

        (State, SealedRows, DoneAt) = (ImportState.Done, [], now.Instant);
    }

    /// <summary>放过了期限：还没有办的不办了，各行的密文删去；办了的留着结果。</summary>
    public void Expire(Moment now) => (State, SealedRows, DoneAt) = (ImportState.Dropped, [], now.Instant);

    public Refusal? Drop(Moment now)
    {
        if (WhyNotRun() is { } refusal) return refusal;
        if (Handled > 0) return new ImportBegun();

        (State, SealedRows, DoneAt) = (ImportState.Dropped, [], now.Instant);
        return null;
    }
}

/// <param name="Row">在表里的行号。</param>
/// <param name="Account">随着邀请的账号；没有邀请的为空。</param>
public sealed record ImportedRow(int Row, string Name, ImportResult Result, string Sentence, Guid? Account = null);

public sealed record ImportOver() : Refusal("这次导入已经办完或取消了，请刷新后看结果。要再导入，请重新上传。");
public sealed record ImportBegun() : Refusal("这次导入已经办了一部分，不能取消。请点“导入”把剩下的办完。");
public sealed record ImportHasErrors(int Count) : Refusal($"表里还有 {Count} 处要改，没有导入。请照着下面改好，重新上传。");
public sealed record SheetNotRead(string Why) : Refusal(Why);
