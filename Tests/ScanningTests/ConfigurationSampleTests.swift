import Testing

@testable import Scanning

/// Files as the tools of the field write them, and the one value in each that matters.
@Suite struct ConfigurationSampleTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let format: ConfigurationFormat
    let text: String
    let value: String
  }

  static let samples: [Sample] = [
    Sample(
      testDescription: "GitHub Actions", format: .yaml,
      text: """
        on: [push]
        jobs:
          test:
            runs-on: ubuntu-latest
            env:
              PLEO_API_KEY: ${{ secrets.PLEO_API_KEY }}
            steps:
              - uses: actions/checkout@v4
              - name: Export
                run: |
                  export A=b
                  curl x: y
                with: {pleo-token: abc}
        """, value: "jobs/test/steps/with/pleo-token = abc"),
    Sample(
      testDescription: "GitLab CI", format: .yaml,
      text: """
        .base: &base
          image: alpine
        test:
          <<: *base
          variables:
            PLEO_API_KEY: "abc"
          script:
            - 'curl -u "$PLEO_API_KEY:" https://x'
        """, value: "test/variables/PLEO_API_KEY = abc"),
    Sample(
      testDescription: "CircleCI", format: .yaml,
      text: """
        version: 2.1
        jobs:
          build:
            docker:
              - image: cimg/node:20.0
                environment:
                  PLEO_API_KEY: abc # why
        """, value: "jobs/build/docker/environment/PLEO_API_KEY = abc"),
    Sample(
      testDescription: "Helm template", format: .yaml,
      text: """
        {{- if .Values.pleo.enabled }}
        apiVersion: v1
        kind: Secret
        metadata:
          name: {{ include "x.fullname" . }}
          labels:
            {{- include "x.labels" . | nindent 4 }}
        stringData:
          {{- range $k, $v := .Values.extra }}
          {{ $k }}: {{ $v | quote }}
          {{- end }}
          pleo-api-key: abc
        {{- end }}
        """, value: "stringData/pleo-api-key = abc"),
    Sample(
      testDescription: "Postman collection", format: .json,
      text: #"""
        {"info": {"name": "Pleo"}, "item": [{"name": "a", "request": {
          "auth": {"type": "basic", "basic": [
            {"key": "username", "value": "abc", "type": "string"}]},
          "url": {"raw": "{{base}}/v2"}}}]}
        """#, value: "item/request/auth/basic/username = abc"),
    Sample(
      testDescription: "Insomnia", format: .json,
      text: #"""
        {"resources": [{"_id": "req_1", "headers": [
          {"id": "pair_1", "name": "Authorization", "value": "abc", "description": ""}],
          "authentication": {"type": "bearer", "token": "{{ _.token }}"}}]}
        """#, value: "resources/headers/Authorization = abc"),
    Sample(
      testDescription: "n8n", format: .json,
      text: #"""
        {"nodes": [{"parameters": {"url": "=https://{{ $json.host }}", "headerParameters":
          {"parameters": [{"name": "Authorization", "value": "=Basic {{ $json[\"k\"] }}"}]}},
          "name": "Get"}], "pinData": {}}
        """#,
      value:
        #"nodes/parameters/headerParameters/parameters/Authorization = =Basic {{ $json[\"k\"] }}"#),
    Sample(
      testDescription: "HAR", format: .json,
      text: #"""
        {"log": {"entries": [{"request": {"method": "GET", "headers": [
          {"name": "Authorization", "value": "Bearer abc"}], "queryString": []}}]}}
        """#, value: "log/entries/request/headers/Authorization = Bearer abc"),
    Sample(
      testDescription: "Jupyter", format: .json,
      text: #"""
        {"cells": [{"cell_type": "code", "source": ["import os\n", "key = \"abc\"\n"]}]}
        """#, value: #"cells/source = key = \"abc\"\n"#),
    Sample(
      testDescription: "container definition", format: .json,
      text: #"""
        [{"name": "app", "environment": [{"name": "PLEO_API_KEY", "value": "abc"}]}]
        """#, value: "environment/PLEO_API_KEY = abc"),
    Sample(
      testDescription: "Cargo registry", format: .sections,
      text: "[registries.pleo]\nindex = \"sparse+https://x\"\ntoken = \"abc\"\n",
      value: "registries/pleo/token = abc"),
    Sample(
      testDescription: "Helm release in Terraform", format: .hcl,
      text: """
        resource "helm_release" "app" {
          name = "app"
          set_sensitive {
            name  = "pleo.apiKey"
            value = "abc"
          }
          values = [yamlencode({ a = { b = local.c } })]
        }
        """, value: "resource/helm_release/app/set_sensitive/pleo.apiKey = abc"),
    Sample(
      testDescription: "application settings of .NET", format: .xml,
      text: """
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <appSettings>
            <!-- <add key="Pleo:ApiKey" value="old" /> -->
            <add key="Pleo:ApiKey" value="abc" />
          </appSettings>
        </configuration>
        """, value: "configuration/appSettings/add/Pleo:ApiKey = abc"),
    Sample(
      testDescription: "resources of .NET", format: .xml,
      text: """
        <root><data name="PleoApiKey" xml:space="preserve">
          <value>abc</value>
        </data></root>
        """, value: "root/data/PleoApiKey = abc"),
  ]

  @Test(arguments: samples)
  func theValueIsFoundByItsPath(_ sample: Sample) {
    #expect(ConfigurationTests.values(sample.text, sample.format).contains(sample.value))
  }
}
