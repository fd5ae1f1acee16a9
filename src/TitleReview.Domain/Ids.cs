namespace TitleReview.Domain;

public readonly record struct TenantId(Guid Value) : IId<TenantId> { public static TenantId From(Guid value) => new(value); }
public readonly record struct UserId(Guid Value) : IId<UserId> { public static UserId From(Guid value) => new(value); }
public readonly record struct OfficeId(Guid Value) : IId<OfficeId> { public static OfficeId From(Guid value) => new(value); }
public readonly record struct ApplicantId(Guid Value) : IId<ApplicantId> { public static ApplicantId From(Guid value) => new(value); }
public readonly record struct PlanId(Guid Value) : IId<PlanId> { public static PlanId From(Guid value) => new(value); }
public readonly record struct PlanDraftId(Guid Value) : IId<PlanDraftId> { public static PlanDraftId From(Guid value) => new(value); }
public readonly record struct FilingId(Guid Value) : IId<FilingId> { public static FilingId From(Guid value) => new(value); }
public readonly record struct MaterialId(Guid Value) : IId<MaterialId> { public static MaterialId From(Guid value) => new(value); }
public readonly record struct PartialUploadId(Guid Value) : IId<PartialUploadId> { public static PartialUploadId From(Guid value) => new(value); }
public readonly record struct NoticeId(Guid Value) : IId<NoticeId> { public static NoticeId From(Guid value) => new(value); }
public readonly record struct AnnouncementId(Guid Value) : IId<AnnouncementId> { public static AnnouncementId From(Guid value) => new(value); }
public readonly record struct AttachmentId(Guid Value) : IId<AttachmentId> { public static AttachmentId From(Guid value) => new(value); }
public readonly record struct IntegrityRecordId(Guid Value) : IId<IntegrityRecordId> { public static IntegrityRecordId From(Guid value) => new(value); }

/// <summary>各种号不能互相冒充；存储层按这个接口统一转换。</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }
    static abstract TSelf From(Guid value);
}
