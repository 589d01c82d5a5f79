"""What Camunda 7, its forks and Camunda 8 write, as typed objects."""

from __future__ import annotations

import operator
import unicodedata

import pytest

from procflow.bpmn import (
    AdHocActivities,
    Assignment,
    CalledDecision,
    CalledElement,
    Connector,
    Element,
    ErrorMapping,
    FormDefinition,
    FormField,
    InjectedField,
    LinkedResource,
    Listener,
    LoopCollection,
    MapEntry,
    Script,
    TaskDefinition,
    VariableFilter,
    VariableMapping,
    read,
    set_name,
    write,
)

SPACES = (
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:flowable="http://flowable.org/bpmn" xmlns:activiti="http://activiti.org/bpmn" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:other="urn:other"'
)
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def document(body: str) -> bytes:
    """Return a file with *body*."""
    return f'<bpmn:definitions xmlns:bpmn="{BPMN}" {SPACES}>{body}</bpmn:definitions>'.encode()


def element(body: str, element_id: str = "t") -> Element:
    """Return the element of a file whose process holds *body*."""
    return read(document(f'<bpmn:process id="p">{body}</bpmn:process>')).element(element_id)


def views(body: str, names: tuple[str, ...], flavour: str, element_id: str = "t") -> list[object]:
    """Return what the view of *flavour* says under each name."""
    view = getattr(element(body, element_id), flavour)
    return [operator.attrgetter(name)(view) for name in names]


def with_extensions(kind: str, extensions: str, attributes: str = "") -> str:
    """Return an element t of *kind*."""
    inner = f"<bpmn:extensionElements>{extensions}</bpmn:extensionElements>"
    return f'<bpmn:{kind} id="t" {attributes}>{inner}</bpmn:{kind}>'


USER_TASK_8 = with_extensions(
    "userTask",
    """
<zeebe:userTask/>
<zeebe:formDefinition formId="tiep-nhan" bindingType="versionTag" versionTag="v2"/>
<zeebe:assignmentDefinition assignee="=cán_bộ" candidateGroups="một-cửa, văn-thư" candidateUsers="lan,an"/>
<zeebe:taskSchedule dueDate="=hạn" followUpDate="2026-01-05T08:00:00+07:00"/>
<zeebe:priorityDefinition priority="75"/>
<zeebe:ioMapping><zeebe:input source="=hồ_sơ.số" target="so"/><zeebe:input source="5" target="n"/>
<zeebe:output source="=kết_quả" target="ketQua"/></zeebe:ioMapping>
<zeebe:executionListeners><zeebe:executionListener eventType="start" type="ghi-nhật-ký" retries="2">
<zeebe:taskHeaders><zeebe:header key="mức" value="cao"/></zeebe:taskHeaders></zeebe:executionListener>
</zeebe:executionListeners>
<zeebe:taskListeners><zeebe:taskListener eventType="assigning" type="báo-người-nhận"/></zeebe:taskListeners>
<zeebe:properties><zeebe:property name="pf.limit.value" value="3"/><zeebe:property name="trống" value=""/>
</zeebe:properties>
<other:thing muc="lạ"/>""",
    'zeebe:modelerTemplate="procflow.user" zeebe:modelerTemplateVersion="4"',
)


def test_a_user_task_of_camunda_8_is_read() -> None:
    """Assignment, dates, priority, form, mappings, listeners, properties, template."""
    names = ("assignment", "is_managed_user_task", "form", "properties", "template", "template_version", "inputs")

    assert [
        Assignment("=cán_bộ", ("một-cửa", "văn-thư"), ("lan", "an"), "=hạn", "2026-01-05T08:00:00+07:00", "75"),
        True,
        FormDefinition(id="tiep-nhan", binding="versionTag", version="v2"),
        {"pf.limit.value": "3"},
        "procflow.user",
        "4",
        (
            VariableMapping("=hồ_sơ.số", "so", "=hồ_sơ.số", is_expression=True),
            VariableMapping("5", "n", "5"),
        ),
    ] == views(USER_TASK_8, names, "zeebe")


def test_listeners_of_camunda_8_are_jobs() -> None:
    """Event, job type, retries and headers."""
    assert [
        (Listener("start", "job", "ghi-nhật-ký", "2", (("mức", "cao"),)),),
        (Listener("assigning", "job", "báo-người-nhận"),),
        (VariableMapping("=kết_quả", "ketQua", "=kết_quả", is_expression=True),),
    ] == views(USER_TASK_8, ("execution_listeners", "task_listeners", "outputs"), "zeebe")


def test_a_service_task_of_camunda_8_is_read() -> None:
    """Job type, retries, headers and priority."""
    body = with_extensions(
        "serviceTask",
        '<zeebe:taskDefinition type="gửi-thư" retries="=số_lần"/><zeebe:taskHeaders>'
        '<zeebe:header key="mẫu" value="TB-01"/></zeebe:taskHeaders><zeebe:jobPriorityDefinition priority="9"/>',
    )

    assert [TaskDefinition("gửi-thư", "=số_lần"), (("mẫu", "TB-01"),), "9"] == views(
        body, ("task", "headers", "job_priority"), "zeebe"
    )


@pytest.mark.parametrize(
    ("extension", "name", "found"),
    [
        (
            '<zeebe:calledElement processId="cap" businessId="=số" propagateAllChildVariables="false"/>',
            "called_element",
            CalledElement("cap", business_key="=số", passes_all=True),
        ),
        (
            '<zeebe:calledElement processId="=q" bindingType="versionTag" versionTag="v1"/>',
            "called_element",
            CalledElement("=q", "versionTag", version_tag="v1", passes_all=True, returns_all=True),
        ),
        (
            '<zeebe:calledDecision decisionId="phí" resultVariable="phi" bindingType="latest"/>',
            "called_decision",
            CalledDecision("phí", "phi", "latest"),
        ),
        (
            '<zeebe:script expression="=a + 1" resultVariable="b"/>',
            "script",
            Script("feel", "=a + 1", result_variable="b"),
        ),
        (
            '<zeebe:loopCharacteristics inputCollection="sở" inputElement="o" outputCollection="y" outputElement="e"/>',
            "collection",
            LoopCollection("sở", "o", "y", "e"),
        ),
        ('<zeebe:subscription correlationKey="=số"/>', "correlation_key", "=số"),
        ('<zeebe:versionTag value="v3"/>', "version_tag", "v3"),
        ('<zeebe:formDefinition formKey="k"/>', "form", FormDefinition(key="k")),
        ('<zeebe:formDefinition externalReference="r"/>', "form", FormDefinition(external_reference="r")),
        ('<zeebe:formDefinition formKey="camunda-forms:bpmn:gone"/>', "form.embedded", ""),
    ],
)
def test_each_extension_of_camunda_8_is_read(extension: str, name: str, found: object) -> None:
    """Called processes and decisions, scripts, loops, correlation, version tag, forms."""
    assert [found] == views(with_extensions("task", extension), (name,), "zeebe")


def test_a_form_kept_in_the_process_is_found() -> None:
    """The key names a form that stands in the process as JSON."""
    body = (
        '<bpmn:extensionElements><zeebe:userTaskForm id="f">{"nhãn": "Đơn"}</zeebe:userTaskForm>'
        "</bpmn:extensionElements>"
        + with_extensions("userTask", '<zeebe:formDefinition formKey="camunda-forms:bpmn:f"/>')
    )

    assert ['{"nhãn": "Đơn"}'] == views(body, ("form.embedded",), "zeebe")


USER_TASK_7 = with_extensions(
    "userTask",
    """
<camunda:properties><camunda:property name="pf.duty" value="review"/></camunda:properties>
<camunda:formData businessKey="so"><camunda:formField id="y_kien" label="Ý kiến" type="enum" defaultValue="co">
<camunda:validation><camunda:constraint name="required"/></camunda:validation>
<camunda:value id="co" name="Đồng ý"/></camunda:formField></camunda:formData>
<camunda:inputOutput><camunda:inputParameter name="so">${hoSo.so}</camunda:inputParameter>
<camunda:inputParameter name="ds"><camunda:list><camunda:value>một</camunda:value>
<camunda:script scriptFormat="groovy">2</camunda:script></camunda:list></camunda:inputParameter>
<camunda:inputParameter name="bảng"><camunda:map><camunda:entry key="mức">cao</camunda:entry></camunda:map>
</camunda:inputParameter>
<camunda:outputParameter name="kq"><camunda:script scriptFormat="javascript" resource="kq.js"/>
</camunda:outputParameter></camunda:inputOutput>
<camunda:executionListener class="vn.gov.Log" event="start"><camunda:field name="mức">
<camunda:string>cao</camunda:string></camunda:field><camunda:field name="người" expression="${user}"/>
<camunda:field name="x" stringValue="y"/><camunda:field name="z"><camunda:expression>${z}</camunda:expression>
</camunda:field></camunda:executionListener>
<camunda:taskListener event="create"><camunda:script scriptFormat="groovy">gửi()</camunda:script></camunda:taskListener>
<camunda:taskListener event="complete" delegateExpression="${log}"/><camunda:taskListener event="delete"/>
<camunda:failedJobRetryTimeCycle>R3/PT10M</camunda:failedJobRetryTimeCycle>""",
    'camunda:assignee="${canBo}" camunda:candidateGroups="một-cửa,văn-thư" camunda:candidateUsers="lan" '
    'camunda:dueDate="${hạn}" camunda:followUpDate="2026-01-05" camunda:priority="50" camunda:formRef="don" '
    'camunda:formRefBinding="version" camunda:formRefVersion="3" camunda:modelerTemplate="procflow.user"',
)


def test_a_user_task_of_camunda_7_is_read() -> None:
    """Assignment, dates, priority, form, properties, retries, template."""
    names = ("assignment", "form", "properties", "retry_cycle", "template")

    assert [
        Assignment("${canBo}", ("một-cửa", "văn-thư"), ("lan",), "${hạn}", "2026-01-05", "50"),
        FormDefinition(
            id="don",
            binding="version",
            version="3",
            fields=(FormField("y_kien", "Ý kiến", "enum", required=True, values=(("co", "Đồng ý"),), default="co"),),
        ),
        {"pf.duty": "review"},
        "R3/PT10M",
        "procflow.user",
    ] == views(USER_TASK_7, names, "camunda")


def test_parameters_of_camunda_7_are_text_list_map_or_script() -> None:
    """Each kind of value is typed."""
    assert [
        (
            VariableMapping("${hoSo.so}", "so", "${hoSo.so}"),
            VariableMapping("", "ds", ("một", Script("groovy", "2"))),
            VariableMapping("", "bảng", (MapEntry("mức", "cao"),)),
        ),
        (VariableMapping("", "kq", Script("javascript", "", "kq.js")),),
    ] == views(USER_TASK_7, ("inputs", "outputs"), "camunda")


def test_listeners_of_camunda_7_call_a_class_an_expression_or_a_script() -> None:
    """Kind, text, injected fields; one with nothing filled in has no kind."""
    script = Script("groovy", "gửi()")
    fields = (
        InjectedField("mức", "cao"),
        InjectedField("người", "${user}", is_expression=True),
        InjectedField("x", "y"),
        InjectedField("z", "${z}", is_expression=True),
    )

    assert [
        (Listener("start", "class", "vn.gov.Log", fields=fields),),
        (
            Listener("create", "script", "gửi()", script=script),
            Listener("complete", "delegateExpression", "${log}"),
            Listener("delete"),
        ),
    ] == views(USER_TASK_7, ("execution_listeners", "task_listeners"), "camunda")


def test_a_service_task_of_camunda_7_is_read() -> None:
    """Topic, retries, injected fields, connector, what it calls, marks of the engine."""
    body = with_extensions(
        "serviceTask",
        '<camunda:failedJobRetryTimeCycle>R5/PT1M</camunda:failedJobRetryTimeCycle><camunda:field name="a">'
        "<camunda:string>b</camunda:string></camunda:field><camunda:connector><camunda:connectorId>http-connector"
        "</camunda:connectorId></camunda:connector>",
        'camunda:type="external" camunda:topic="gửi-thư" camunda:taskPriority="7" camunda:jobPriority="8" '
        'camunda:asyncBefore="true" camunda:asyncAfter="true" camunda:exclusive="false" camunda:resultVariable="r"',
    )
    names = ("task", "fields", "connector_id", "task_priority", "job_priority", "implementation", "result_variable")
    marks = ("is_async_before", "is_async_after", "is_exclusive")

    assert [
        TaskDefinition("gửi-thư", "R5/PT1M"),
        (InjectedField("a", "b"),),
        "http-connector",
        "7",
        "8",
        ("", ""),
        "r",
        True,
        True,
        False,
    ] == views(body, names + marks, "camunda")


def test_a_process_of_camunda_7_is_read() -> None:
    """Version tag, history, who may start it."""
    raw = document(
        '<bpmn:process id="p" camunda:versionTag="v1" camunda:historyTimeToLive="P180D" '
        'camunda:candidateStarterGroups="một-cửa" camunda:candidateStarterUsers="lan, an" '
        'camunda:isStartableInTasklist="false"><bpmn:startEvent id="s" camunda:initiator="người" '
        'camunda:formKey="embedded:app:forms/don.html"/></bpmn:process>'
    )
    process, start = (read(raw).element(name).camunda for name in ("p", "s"))

    assert ("v1", "P180D", ("một-cửa",), ("lan", "an"), False) == (
        process.version_tag,
        process.history_time_to_live,
        process.candidate_starter_groups,
        process.candidate_starter_users,
        process.is_startable_in_tasklist,
    )
    key = "embedded:app:forms/don.html"
    assert ("người", FormDefinition(key=key, embedded="app:forms/don.html")) == (start.initiator, start.form)


def test_a_call_of_camunda_7_is_read() -> None:
    """Process, version, business key, all variables one way, single ones the other."""
    body = with_extensions(
        "callActivity",
        '<camunda:in businessKey="#{so}"/><camunda:in variables="all"/><camunda:in source="a" target="b" local="true"/>'
        '<camunda:out sourceExpression="${x + 1}" target="y"/>',
        'calledElement="cap-phep" camunda:calledElementBinding="version" camunda:calledElementVersion="4" '
        'camunda:calledElementVersionTag="t" camunda:calledElementTenantId="sở"',
    )

    assert [
        CalledElement(
            "cap-phep",
            "version",
            "4",
            "t",
            "sở",
            "#{so}",
            passes_all=True,
            inputs=(VariableMapping("a", "b", "a", local=True),),
            outputs=(VariableMapping("${x + 1}", "y", "${x + 1}", is_expression=True),),
        )
    ] == views(body, ("called_element",), "camunda")


def test_a_decision_and_a_loop_of_camunda_7_are_read() -> None:
    """The decision with its version and result; the collection of the loop."""
    body = (
        '<bpmn:businessRuleTask id="t" camunda:decisionRef="phí" camunda:decisionRefBinding="version" '
        'camunda:decisionRefVersion="2" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="phi" '
        'camunda:decisionRefTenantId="sở"><bpmn:multiInstanceLoopCharacteristics camunda:collection="${cơ_quan}" '
        'camunda:elementVariable="o"/></bpmn:businessRuleTask>'
    )
    task = element(body)

    assert CalledDecision("phí", "phi", "version", "2", "", "singleEntry", "sở") == task.camunda.called_decision
    assert LoopCollection("${cơ_quan}", "o") == task.children[0].camunda.collection


@pytest.mark.parametrize("kind", ["class", "expression", "delegateExpression"])
def test_what_a_task_of_camunda_7_calls_is_read(kind: str) -> None:
    """Each way to name the code."""
    assert [(kind, "x")] == views(f'<bpmn:task id="t" camunda:{kind}="x"/>', ("implementation",), "camunda")


def test_fields_of_the_forks_are_read() -> None:
    """Flowable and Activiti write form properties, in namespaces of their own."""
    body = with_extensions(
        "userTask",
        '<flowable:formProperty id="ok" name="Đồng ý" type="enum" required="true"><flowable:value id="y" name="Có"/>'
        '</flowable:formProperty><activiti:formProperty id="note"/>',
        'flowable:assignee="lan" activiti:assignee="an"',
    )
    fields = (FormField("ok", "Đồng ý", "enum", required=True, values=(("y", "Có"),)), FormField("note", "", "string"))

    assert [FormDefinition(fields=fields)] == views(body, ("form",), "camunda")


@pytest.mark.parametrize(
    ("flavour", "nothing"),
    [
        (
            "camunda",
            {"form", "task", "called_element", "called_decision", "collection", "connector", "variable_filter"},
        ),
        (
            "zeebe",
            {"form", "task", "called_element", "called_decision", "collection", "script", "ad_hoc", "variable_filter"},
        ),
    ],
)
def test_what_the_file_does_not_say_is_none_or_empty(flavour: str, nothing: set[str]) -> None:
    """A bare task has no part of either flavour."""
    view = getattr(element('<bpmn:task id="t"/>'), flavour)
    names = {name for name in dir(view) if not name.startswith("_")}

    assert nothing == {name for name in names if getattr(view, name) is None}
    rest = names - nothing - {"is_exclusive", "is_startable_in_tasklist", "assignment", "implementation"}
    assert set() == {name for name in rest if getattr(view, name)}


def test_text_stays_as_it_is_composed() -> None:
    """Composed and decomposed Vietnamese come back as they stand in the file."""
    apart = unicodedata.normalize("NFD", "Thẩm định")
    body = with_extensions("task", f'<zeebe:taskDefinition type="{apart}"/>')

    assert [TaskDefinition(apart)] == views(body, ("task",), "zeebe")


def test_unknown_extensions_are_kept() -> None:
    """What no flavour knows stands in the file after an edit, and can be reached as a node."""
    task = element(USER_TASK_8)
    set_name(task, "Tiếp nhận")
    again = read(write(task.definitions)).element("t")

    assert again.extension_elements is not None
    assert ["lạ"] == [node.get("muc", "") for node in again.extension_elements.iterchildren("{urn:other}thing")]


def test_extensions_made_by_an_edit_are_seen() -> None:
    """After an edit the tree is asked, not what was read."""
    task = element('<bpmn:task id="t"/>')
    assert task.zeebe.task is None
    holder = task.node.makeelement(f"{{{BPMN}}}extensionElements", {})
    task.node.append(holder)
    holder.append(holder.makeelement("{http://camunda.org/schema/zeebe/1.0}taskDefinition", {"type": "x"}))
    task.definitions.edited()

    assert TaskDefinition("x") == task.zeebe.task


def test_an_ad_hoc_sub_process_of_camunda_8_is_read() -> None:
    """It says which of its activities run, and what is collected."""
    body = with_extensions(
        "adHocSubProcess", '<zeebe:adHoc activeElementsCollection="=todo" outputCollection="r" outputElement="=x" />'
    )

    assert [AdHocActivities("=todo", "r", "=x")] == views(body, ("ad_hoc",), "zeebe")
    assert [None] == views(with_extensions("adHocSubProcess", ""), ("ad_hoc",), "zeebe")


def test_linked_resources_of_camunda_8_are_read() -> None:
    """A task names the files it works with, each with its version."""
    body = with_extensions(
        "serviceTask",
        '<zeebe:linkedResources><zeebe:linkedResource resourceId="r" resourceType="RPA" linkName="l" '
        'bindingType="versionTag" versionTag="v1" /></zeebe:linkedResources>',
    )

    assert [(LinkedResource("r", "RPA", "l", "versionTag", "v1"),)] == views(body, ("linked_resources",), "zeebe")


@pytest.mark.parametrize(
    ("flavour", "attributes", "extensions"),
    [
        (
            "zeebe",
            "",
            (
                "<bpmn:extensionElements><zeebe:conditionalFilter "
                'variableNames="a, b" variableEvents="create, update" /></bpmn:extensionElements>'
            ),
        ),
        ("camunda", 'camunda:variableName="a, b" camunda:variableEvents="create, update"', ""),
    ],
)
def test_what_a_conditional_event_watches_is_read(flavour: str, attributes: str, extensions: str) -> None:
    """Both flavours can say which variables and changes count; without a word there is no filter."""
    told = f'<bpmn:conditionalEventDefinition id="t" {attributes}>{extensions}</bpmn:conditionalEventDefinition>'
    silent = '<bpmn:conditionalEventDefinition id="t" />'
    found = [
        views(f'<bpmn:startEvent id="s">{body}</bpmn:startEvent>', ("variable_filter",), flavour)
        for body in (told, silent)
    ]

    assert [[VariableFilter(("a", "b"), ("create", "update"))], [None]] == found


def test_a_connector_of_camunda_7_has_mappings_of_its_own() -> None:
    """What a connector is given is not what the task itself is given."""
    body = with_extensions(
        "serviceTask",
        '<camunda:inputOutput><camunda:inputParameter name="own">1</camunda:inputParameter></camunda:inputOutput>'
        '<camunda:connector><camunda:inputOutput><camunda:inputParameter name="url">u</camunda:inputParameter>'
        '<camunda:outputParameter name="answer">${r}</camunda:outputParameter></camunda:inputOutput>'
        "<camunda:connectorId>http</camunda:connectorId></camunda:connector>",
    )
    given = VariableMapping("u", "url", "u")
    back = VariableMapping("${r}", "answer", "${r}")

    assert [Connector("http", (given,), (back,)), "http", (VariableMapping("1", "own", "1"),)] == views(
        body, ("connector", "connector_id", "inputs"), "camunda"
    )


def test_errors_of_an_external_task_of_camunda_7_are_read() -> None:
    """Each names the error it ends with and the expression that decides it."""
    body = with_extensions(
        "serviceTask", '<camunda:errorEventDefinition id="e" errorRef="E1" expression="${late}" />', 'camunda:topic="x"'
    )

    assert [(ErrorMapping("E1", "${late}"),)] == views(body, ("error_mappings",), "camunda")


def test_event_definitions_of_camunda_7_name_variables() -> None:
    """A caught error says where its code and message go, a thrown signal what it carries."""
    caught = (
        '<bpmn:startEvent id="s"><bpmn:errorEventDefinition id="t" camunda:errorCodeVariable="c" '
        'camunda:errorMessageVariable="m" /></bpmn:startEvent>'
    )
    escalated = (
        '<bpmn:startEvent id="s"><bpmn:escalationEventDefinition id="t" camunda:escalationCodeVariable="c" />'
        "</bpmn:startEvent>"
    )
    thrown = with_extensions("signalEventDefinition", '<camunda:in source="a" target="b" />')
    thrown = f'<bpmn:endEvent id="s">{thrown}</bpmn:endEvent>'

    assert ["c", "m"] == views(caught, ("error_code_variable", "error_message_variable"), "camunda")
    assert ["c"] == views(escalated, ("error_code_variable",), "camunda")
    assert [(VariableMapping("a", "b", "a"),)] == views(thrown, ("signal_variables",), "camunda")


def test_a_script_of_camunda_7_may_lie_in_a_file() -> None:
    """The task names the file and the variable for the result."""
    body = '<bpmn:scriptTask id="t" camunda:resource="a.groovy" camunda:resultVariable="r" />'

    assert ["a.groovy", "r"] == views(body, ("resource", "result_variable"), "camunda")


def test_a_timeout_listener_of_camunda_7_has_a_timer() -> None:
    """It says when it is told."""
    body = with_extensions(
        "userTask",
        '<camunda:taskListener class="x.Y" event="timeout" id="late"><bpmn:timerEventDefinition>'
        '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>'
        "</camunda:taskListener>",
    )

    assert [(Listener("timeout", "class", "x.Y", id="late", timer="PT1H"),)] == views(
        body, ("task_listeners",), "camunda"
    )


def test_checks_and_properties_of_a_form_field_are_read() -> None:
    """A generated form keeps its checks, its properties and the pattern of its dates."""
    body = with_extensions(
        "userTask",
        '<camunda:formData><camunda:formField id="d" label="Ngày" type="date" datePattern="dd/MM/yyyy">'
        '<camunda:properties><camunda:property id="hint" value="x" /></camunda:properties>'
        '<camunda:validation><camunda:constraint name="required" /><camunda:constraint name="minlength" config="3" />'
        "</camunda:validation></camunda:formField></camunda:formData>",
    )
    (found,) = views(body, ("form",), "camunda")
    expected = FormField(
        "d",
        "Ngày",
        "date",
        required=True,
        constraints=(("minlength", "3"),),
        properties=(("hint", "x"),),
        date_pattern="dd/MM/yyyy",
    )

    assert FormDefinition(fields=(expected,)) == found
